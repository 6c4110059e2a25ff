package dev.watchbill.domain.template.jinja;

import dev.watchbill.domain.LetterCase;

/** What became of a template: its text, or why there is none. */
public sealed interface Rendered {

  /** The template's text, already cut to its limit. */
  record Output(String text) implements Rendered {
    @Override
    public String display() {
      return text;
    }

    /**
     * A condition holds when its trimmed, lower-cased output is {@code 1}, {@code true} or {@code
     * ok} (spec §3.6).
     */
    @Override
    public boolean truthy() {
      return switch (LetterCase.lower(Text.strip(text))) {
        case "1", "true", "ok" -> true;
        default -> false;
      };
    }
  }

  /**
   * Why there is no text.
   *
   * @param message without the prefix {@code "Template Error: "}
   */
  record Failure(Severity severity, Kind kind, String message) implements Rendered {
    @Override
    public String display() {
      return severity.prefix + message;
    }

    @Override
    public boolean truthy() {
      return false;
    }
  }

  /** The two classes of failure a reader can tell apart (spec §3.6). */
  enum Severity {
    /** Syntax, security, limits and everything unexpected. */
    ERROR("Template Error: "),
    /** Type, key, value and undefined errors while rendering. */
    WARNING("Template Warning: ");

    final String prefix;

    Severity(String prefix) {
      this.prefix = prefix;
    }
  }

  /** What went wrong, for callers that treat a typing error differently from a bad payload. */
  enum Kind {
    SYNTAX,
    SECURITY,
    LIMIT,
    RUNTIME
  }

  /**
   * What a reader of the field sees: the output, or {@code "Template Error: …"} / {@code "Template
   * Warning: …"}.
   */
  String display();

  /** Whether a condition written as this template holds; a failure never does. */
  boolean truthy();
}
