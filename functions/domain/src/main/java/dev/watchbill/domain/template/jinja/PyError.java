package dev.watchbill.domain.template.jinja;

import dev.watchbill.domain.template.jinja.Rendered.Kind;
import dev.watchbill.domain.template.jinja.Rendered.Severity;

/** An exception of the template language. Its type decides how the reader sees it. */
final class PyError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Types with their wire class (spec §3.6 as corrected: only type, key, value and undefined errors
   * are warnings).
   */
  enum Type {
    TYPE(Severity.WARNING, Kind.RUNTIME),
    VALUE(Severity.WARNING, Kind.RUNTIME),
    KEY(Severity.WARNING, Kind.RUNTIME),
    UNDEFINED(Severity.WARNING, Kind.RUNTIME),
    /**
     * Index, attribute, overflow, zero division, look-up and assertion errors, and whatever else
     * Python has.
     */
    OTHER(Severity.ERROR, Kind.RUNTIME),
    INDEX(Severity.ERROR, Kind.RUNTIME),
    OVERFLOW(Severity.ERROR, Kind.RUNTIME),
    SYNTAX(Severity.ERROR, Kind.SYNTAX),
    SECURITY(Severity.ERROR, Kind.SECURITY),
    LIMIT(Severity.ERROR, Kind.LIMIT);

    final Severity severity;
    final Kind kind;

    Type(Severity severity, Kind kind) {
      this.severity = severity;
      this.kind = kind;
    }
  }

  private final Type type;
  private final String text;

  PyError(Type type, String text) {
    super(text, null, false, false);
    this.type = type;
    this.text = text;
  }

  static PyError type(String text) {
    return new PyError(Type.TYPE, text);
  }

  static PyError value(String text) {
    return new PyError(Type.VALUE, text);
  }

  static PyError other(String text) {
    return new PyError(Type.OTHER, text);
  }

  static PyError overflow(String text) {
    return new PyError(Type.OVERFLOW, text);
  }

  static PyError syntax(String text) {
    return new PyError(Type.SYNTAX, text);
  }

  static PyError limit(String text) {
    return new PyError(Type.LIMIT, text);
  }

  static PyError recursion() {
    return limit("maximum recursion depth exceeded");
  }

  Type type() {
    return type;
  }

  /** The kinds Python's {@code except (TypeError, ValueError)} catches. */
  boolean isTypeOrValue() {
    return type == Type.TYPE || type == Type.VALUE;
  }

  /** As its reader sees it: no longer than a result may be. */
  Rendered.Failure failure() {
    return new Rendered.Failure(
        type.severity, type.kind, Sink.cut(text, Limits.DEFAULT.outputLength()));
  }
}
