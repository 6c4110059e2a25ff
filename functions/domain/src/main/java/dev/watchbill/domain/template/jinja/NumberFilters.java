package dev.watchbill.domain.template.jinja;

import static java.util.Map.entry;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters that give or take numbers. */
final class NumberFilters {
  private static final String[] DECIMAL = {"kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"};
  private static final String[] BINARY = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"};

  static final Map<String, Filter> ALL =
      Map.ofEntries(
          entry("abs", Filter.of("abs(x)", (run, a) -> abs(a[0]))),
          entry("int", Filter.of("do_int(value, default=0, base=10)", (run, a) -> toInt(run, a))),
          entry("float", Filter.of("do_float(value, default=0.0)", (run, a) -> toFloat(run, a))),
          entry(
              "round",
              Filter.of(
                  "do_round(value, precision=0, method='common')", (run, a) -> round(run, a))),
          entry(
              "filesizeformat",
              Filter.of("do_filesizeformat(value, binary=False)", (run, a) -> fileSize(run, a))),
          entry(
              "sum", Filter.of("do_sum(@, iterable, attribute=None, start=0)", NumberFilters::sum)),
          entry("length", Filter.of("len(obj)", (run, a) -> Python.length(a[0]))));

  private NumberFilters() {}

  private static Object abs(@Nullable Object v) {
    if (v instanceof TimeDelta d) {
      return d.days() < 0 ? d.negate() : d;
    }
    if (v == null || !Numbers.isReal(v)) {
      throw PyError.type("bad operand type for abs(): " + PythonText.shown(Python.typeName(v)));
    }
    return Numbers.abs(v);
  }

  private static @Nullable Object toInt(Rendering run, @Nullable Object[] a) {
    Object v = a[0];
    if (v instanceof Undefined u) {
      throw u.fail();
    }
    if (Numbers.isReal(v)) {
      // An infinite float fails in the original with a defect of its own (golden rows tagged
      // quirk): the default will do.
      double d = v instanceof Double x ? x : 0;
      return Double.isNaN(d) || Double.isInfinite(d) || v == null ? a[1] : Numbers.truncate(v);
    }
    if (!Python.isText(v)) {
      return a[1];
    }
    payDigits(run, v);
    long base = Numbers.index(a[2]);
    Object whole =
        base == 0 || (base >= 2 && base <= 36)
            ? Numbers.parseInt(Python.text(v), (int) base)
            : null;
    if (whole != null) {
      return whole;
    }
    Double real = Numbers.parseFloat(Python.text(v));
    return real == null || real.isNaN() || real.isInfinite() ? a[1] : Numbers.truncate(real);
  }

  private static @Nullable Object toFloat(Rendering run, @Nullable Object[] a) {
    Object v = a[0];
    if (v instanceof Undefined u) {
      throw u.fail();
    }
    if (Numbers.isReal(v)) {
      return Numbers.toDouble(v);
    }
    payDigits(run, v);
    Double real = Python.isText(v) ? Numbers.parseFloat(Python.text(v)) : null;
    return real == null ? a[1] : real;
  }

  /** Reading a number goes through its text several times; up to 4300 digits count as a number. */
  private static void payDigits(Rendering run, @Nullable Object text) {
    if (Python.isText(text)) {
      String s = Python.text(text);
      run.budget().characters(2L * s.length());
      run.budget().number(4L * Math.min(4300, s.length()));
    }
  }

  static double strictFloat(@Nullable Object v) {
    if (v instanceof Undefined u) {
      throw u.fail();
    }
    if (Python.isText(v)) {
      Double real = Numbers.parseFloat(Python.text(v));
      if (real == null) {
        throw PyError.value("could not convert string to float: " + PythonText.shown(v));
      }
      return real;
    }
    if (v == null || !Numbers.isReal(v)) {
      throw PyError.type(
          "float() argument must be a string or a real number, not "
              + PythonText.shown(Python.typeName(v)));
    }
    return Numbers.toDouble(v);
  }

  private static @Nullable Object round(Rendering run, @Nullable Object[] a) {
    String method = Python.isText(a[2]) ? Python.text(a[2]) : "";
    switch (method) {
      case "common" -> {
        return Numbers.round(a[0], a[1] == null ? 0 : Numbers.index(a[1]));
      }
      case "ceil", "floor" -> {
        Object factor = Arithmetic.apply(run, Operator.POW, 10L, a[1]);
        double scaled = strictNumber(Arithmetic.apply(run, Operator.MUL, a[0], factor));
        Object whole =
            Numbers.truncate(method.equals("ceil") ? Math.ceil(scaled) : Math.floor(scaled));
        return Arithmetic.apply(run, Operator.DIV, whole, factor);
      }
      default -> throw PyError.other("method must be common, ceil or floor");
    }
  }

  private static double strictNumber(@Nullable Object v) {
    if (v == null || !Numbers.isReal(v)) {
      throw PyError.type("must be real number, not " + Python.typeName(v));
    }
    return Numbers.toDouble(v);
  }

  private static String fileSize(Rendering run, @Nullable Object[] a) {
    payDigits(run, a[0]);
    double bytes = strictFloat(a[0]);
    boolean binary = Python.truthy(a[1]);
    double base = binary ? 1024 : 1000;
    if (bytes == 1) {
      return "1 Byte";
    }
    if (bytes < base) {
      return PythonText.str(Numbers.truncate(bytes)) + " Bytes";
    }
    String[] prefixes = binary ? BINARY : DECIMAL;
    double unit = base;
    int i = -1;
    do {
      unit *= base;
      i++;
    } while (bytes >= unit && i < prefixes.length - 1);
    return FormatSpec.digits(base * bytes / unit, 'f', 1, false) + " " + prefixes[i];
  }

  private static @Nullable Object sum(Rendering run, @Nullable Object[] a) {
    AttributePath path = a[1] == null ? null : AttributePath.of(run, a[1], null, false);
    if (Python.isText(a[2])) {
      throw PyError.type("sum() can't sum strings [use ''.join(seq) instead]");
    }
    Object total = a[2];
    Iterator<@Nullable Object> items = Python.iterate(run, a[0]);
    while (items.hasNext()) {
      Object item = items.next();
      total = Arithmetic.apply(run, Operator.ADD, total, path == null ? item : path.of(item));
    }
    return total;
  }
}
