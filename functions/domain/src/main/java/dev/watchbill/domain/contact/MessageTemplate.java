package dev.watchbill.domain.contact;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Checked.Accepted;
import dev.watchbill.domain.Checked.Refused;
import dev.watchbill.domain.Flaw.Kind;
import dev.watchbill.domain.Flaws;
import dev.watchbill.domain.GoText;
import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.policy.Fnv64;
import dev.watchbill.domain.template.gotemplate.GoTemplate;

/**
 * A file of templates that contact points may use (spec grafana-alerting §6).
 *
 * @param name of the file; the templates in it have names of their own
 * @param content normalised: trimmed, and one template of the file's name if it defined none
 */
public record MessageTemplate(String name, String content, Provenance provenance) {

  /** Longest name, in characters. */
  public static final int LONGEST_NAME = 1024;

  /**
   * Checks what was sent under a name.
   *
   * @param text the content of the request
   */
  public static Checked<MessageTemplate> of(String name, String text, Provenance provenance) {
    Flaws flaws = new Flaws();
    if (name.isEmpty()) {
      flaws.add(Kind.RULE, "name", "template must have a name");
    } else if (name.length() > LONGEST_NAME) {
      flaws.add(Kind.LIMIT, "name", "a name has at most " + LONGEST_NAME + " characters");
    }
    String content = text.strip();
    if (content.isEmpty()) {
      flaws.add(Kind.RULE, "template", "template must have content");
      return new Refused<>(flaws.list());
    }
    // As it was sent, so that messages name its own lines and an end in it closes nothing of ours.
    switch (GoTemplate.parse(name, content)) {
      case Accepted<GoTemplate> parsed -> {
        // any templates it uses may come later
      }
      case Refused<GoTemplate>(var found) -> flaws.addAll("template", found);
    }
    String normal = defines(content) ? content : defined(name, content);
    return flaws.orElse(new MessageTemplate(name, normal, provenance));
  }

  private static boolean defines(String content) {
    int at = content.indexOf("{{");
    while (at >= 0) {
      int word = at + 2;
      if (content.startsWith("-", word)) {
        word++;
      }
      while (word < content.length() && Character.isWhitespace(content.charAt(word))) {
        word++;
      }
      if (content.startsWith("define", word)) {
        return true;
      }
      at = content.indexOf("{{", at + 2);
    }
    return false;
  }

  private static String defined(String name, String content) {
    String inside = ("\n" + content).replace("\n", "\n  ");
    return "{{ define " + GoText.quote(name) + " }}" + inside + "\n{{ end }}";
  }

  /** A fingerprint of the content, 16 hexadecimal digits, for the optimistic check of §1.7. */
  public String version() {
    return Fnv64.of(name, content);
  }
}
