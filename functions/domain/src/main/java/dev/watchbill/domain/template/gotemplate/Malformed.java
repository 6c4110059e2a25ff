package dev.watchbill.domain.template.gotemplate;

/** Why a text is no template. Ends the parsing, and never leaves {@link GoTemplate}. */
final class Malformed extends Exception {

  private final String reason;

  Malformed(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
