package dev.watchbill.domain.template.jinja;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operators between two values of any type. */
final class Arithmetic {
  private Arithmetic() {}

  static @Nullable Object apply(
      Rendering run, Operator op, @Nullable Object a, @Nullable Object b) {
    return run.perform(null, Args.of(a, b), () -> performed(run, op, a, b));
  }

  private static @Nullable Object performed(
      Rendering run, Operator op, @Nullable Object a, @Nullable Object b) {
    if (a instanceof Undefined u) {
      throw u.fail();
    }
    if (op == Operator.MOD && a != null && Python.isText(a)) {
      String made = new PercentFormat(run, Python.text(a), a instanceof Markup).with(b);
      return a instanceof Markup ? new Markup(made) : made;
    }
    if (b instanceof Undefined u) {
      throw u.fail();
    }
    if (a != null && b != null && Numbers.isReal(a) && Numbers.isReal(b)) {
      return switch (op) {
        case ADD -> Numbers.add(a, b);
        case SUB -> Numbers.subtract(a, b);
        case MUL -> Numbers.multiply(a, b);
        case DIV -> Numbers.divide(a, b);
        case FLOORDIV -> Numbers.floorDivide(a, b);
        case MOD -> Numbers.modulo(a, b);
        case POW -> Numbers.power(a, b);
      };
    }
    Object timed = TimeArithmetic.apply(op, a, b);
    if (timed != null) {
      return timed;
    }
    if (op == Operator.ADD) {
      return concatenate(run, a, b);
    }
    if (op == Operator.MUL) {
      return multiply(run, a, b);
    }
    throw unsupported(op, a, b);
  }

  private static PyError unsupported(Operator op, @Nullable Object a, @Nullable Object b) {
    String symbol = op == Operator.POW ? "** or pow()" : op.symbol;
    return PyError.type(
        "unsupported operand type(s) for "
            + symbol
            + ": "
            + PythonText.shown(Python.typeName(a))
            + " and "
            + PythonText.shown(Python.typeName(b)));
  }

  private static Object concatenate(Rendering run, @Nullable Object a, @Nullable Object b) {
    if (a instanceof String s && b instanceof String t) {
      run.budget().text((long) s.length() + t.length());
      return s.concat(t);
    }
    if (Python.isText(a) && Python.isText(b)) {
      return new Markup(run.sink().append(run.escaped(a)).append(run.escaped(b)).text());
    }
    if (a instanceof List<?> l
        && b instanceof List<?> m
        && (a instanceof Tuple) == (b instanceof Tuple)) {
      run.budget().elements((long) l.size() + m.size());
      List<@Nullable Object> out = new ArrayList<>(l);
      out.addAll(m);
      return a instanceof Tuple ? Tuple.copyOf(out) : out;
    }
    if (a instanceof String) {
      throw PyError.type("can only concatenate str (not \"" + Python.typeName(b) + "\") to str");
    }
    if (a instanceof List) {
      String type = Python.typeName(a);
      throw PyError.type(
          "can only concatenate " + type + " (not \"" + Python.typeName(b) + "\") to " + type);
    }
    throw unsupported(Operator.ADD, a, b);
  }

  private static Object multiply(Rendering run, @Nullable Object a, @Nullable Object b) {
    boolean left = Python.isText(a) || a instanceof List;
    boolean right = Python.isText(b) || b instanceof List;
    if (!left && !right) {
      throw unsupported(Operator.MUL, a, b);
    }
    Object sequence = left ? a : b;
    Object count = left ? b : a;
    if (!Numbers.isInt(count)) {
      if (sequence instanceof Markup || count instanceof Markup) {
        throw PyError.type(
            PythonText.shown(Python.typeName(sequence instanceof Markup ? count : sequence))
                + " object cannot be interpreted as an integer");
      }
      throw PyError.type(
          "can't multiply sequence by non-int of type " + PythonText.shown(Python.typeName(count)));
    }
    long times = Math.max(0, Numbers.index(count));
    return repeat(run, sequence, times);
  }

  private static Object repeat(Rendering run, @Nullable Object sequence, long times) {
    if (sequence instanceof List<?> l) {
      run.budget().elements(product(l.size(), times));
      List<@Nullable Object> out =
          new ArrayList<>((int) (l.size() * Math.min(times, Integer.MAX_VALUE)));
      for (long i = 0; i < times && !l.isEmpty(); i++) {
        out.addAll(l);
      }
      return sequence instanceof Tuple ? Tuple.copyOf(out) : out;
    }
    String s = Python.text(sequence);
    run.budget().text(product(s.length(), times));
    String out = s.isEmpty() ? "" : s.repeat((int) times);
    return sequence instanceof Markup ? new Markup(out) : out;
  }

  private static long product(long size, long times) {
    return size == 0 ? 0 : times > Integer.MAX_VALUE ? Long.MAX_VALUE : size * times;
  }

  static Object negate(Rendering run, @Nullable Object v) {
    run.budget().read(v);
    if (v instanceof TimeDelta d) {
      return d.negate();
    }
    return Numbers.negate(operand(v, "-"));
  }

  static Object plus(Rendering run, @Nullable Object v) {
    run.budget().read(v);
    if (v instanceof TimeDelta d) {
      return d;
    }
    return Numbers.add(0L, operand(v, "+"));
  }

  private static Object operand(@Nullable Object v, String sign) {
    if (v instanceof Undefined u) {
      throw u.fail();
    }
    if (v == null || !Numbers.isReal(v)) {
      throw PyError.type(
          "bad operand type for unary " + sign + ": " + PythonText.shown(Python.typeName(v)));
    }
    return v;
  }
}
