package dev.watchbill.domain.template.jinja;

/**
 * A complex number: only a negative number to a fractional power makes one, and it can only be
 * printed.
 */
record Complex(double re, double im) implements PyObject {

  static Complex power(double base, double exponent) {
    double length = Math.pow(Math.abs(base), exponent);
    double angle = Math.atan2(0, base) * exponent;
    return new Complex(length * Math.cos(angle), length * Math.sin(angle));
  }

  @Override
  public String typeName() {
    return "complex";
  }

  @Override
  public String repr() {
    String imaginary = bare(im) + "j";
    return re == 0 ? imaginary : "(" + bare(re) + (im < 0 ? "" : "+") + imaginary + ")";
  }

  private static String bare(double d) {
    String s = PythonText.real(d);
    return s.endsWith(".0") ? s.substring(0, s.length() - 2) : s;
  }
}
