package dev.watchbill.domain.template.gotemplate;

/** Finds the end of a number, generously: what it means is found out later. */
final class NumberScan {

  private final String input;
  private final boolean well;
  private int at;

  NumberScan(String input, int from) {
    this.input = input;
    this.at = from;
    this.well = scan();
  }

  /** Where the number ends; one character further if that does not belong there. */
  int end() {
    return at;
  }

  boolean well() {
    return well;
  }

  private boolean scan() {
    one("+-");
    String digits = "0123456789_";
    boolean hexadecimal = false;
    if (one("0")) {
      if (one("xX")) {
        digits = "0123456789abcdefABCDEF_";
        hexadecimal = true;
      } else if (one("oO")) {
        digits = "01234567_";
      } else if (one("bB")) {
        digits = "01_";
      }
    }
    run(digits);
    if (one(".")) {
      run(digits);
    }
    if (digits.length() == 11 && one("eE")) {
      one("+-");
      run("0123456789_");
    }
    if (hexadecimal && one("pP")) {
      one("+-");
      run("0123456789_");
    }
    one("i");
    if (at < input.length() && Lexer.alphanumeric(input.codePointAt(at))) {
      at += Character.charCount(input.codePointAt(at));
      return false;
    }
    return true;
  }

  private boolean one(String any) {
    if (at < input.length() && any.indexOf(input.charAt(at)) >= 0) {
      at++;
      return true;
    }
    return false;
  }

  private void run(String any) {
    while (one(any)) {
      // on to the end of the run
    }
  }
}
