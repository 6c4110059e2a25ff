package dev.watchbill.domain.template.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Operators on date-times and time deltas. */
final class TimeArithmetic {
  private TimeArithmetic() {}

  /** The result, or null when this is not about time. */
  static @Nullable Object apply(Operator op, @Nullable Object a, @Nullable Object b) {
    if (a instanceof PyDateTime t) {
      if (b instanceof TimeDelta d && (op == Operator.ADD || op == Operator.SUB)) {
        return t.plus(op == Operator.ADD ? d : d.negate());
      }
      return b instanceof PyDateTime u && op == Operator.SUB ? t.minus(u) : null;
    }
    if (a instanceof TimeDelta d) {
      if (b instanceof PyDateTime t) {
        return op == Operator.ADD ? t.plus(d) : null;
      }
      return b instanceof TimeDelta e
          ? deltas(op, d, e)
          : b != null && Numbers.isReal(b) ? scaled(op, d, b) : null;
    }
    if (b instanceof TimeDelta d && a != null && Numbers.isReal(a) && op == Operator.MUL) {
      return scaled(op, d, a);
    }
    if (a instanceof PyDate d
        && b instanceof TimeDelta t
        && (op == Operator.ADD || op == Operator.SUB)) {
      long days = op == Operator.ADD ? t.days() : t.negate().days();
      return new PyDate(PyDateTime.checked(d.date().plusDays(days).atStartOfDay()).toLocalDate());
    }
    if (a instanceof PyDate d && b instanceof PyDate e && op == Operator.SUB) {
      return new TimeDelta(d.date().toEpochDay() - e.date().toEpochDay(), 0);
    }
    return null;
  }

  private static @Nullable Object deltas(Operator op, TimeDelta a, TimeDelta b) {
    return switch (op) {
      case ADD -> TimeDelta.ofMicros(a.total().add(b.total()));
      case SUB -> TimeDelta.ofMicros(a.total().subtract(b.total()));
      case DIV -> Numbers.divide(Numbers.of(a.total()), Numbers.of(b.total()));
      case FLOORDIV -> Numbers.floorDivide(Numbers.of(a.total()), Numbers.of(b.total()));
      case MOD ->
          TimeDelta.ofMicros(
              Numbers.big(Numbers.modulo(Numbers.of(a.total()), Numbers.of(b.total()))));
      case MUL, POW -> null;
    };
  }

  private static @Nullable Object scaled(Operator op, TimeDelta d, Object by) {
    if (op == Operator.FLOORDIV && Numbers.isInt(by)) {
      return TimeDelta.ofMicros(Numbers.big(Numbers.floorDivide(Numbers.of(d.total()), by)));
    }
    if (op != Operator.MUL && op != Operator.DIV) {
      return null;
    }
    BigDecimal total = new BigDecimal(d.total());
    if (Numbers.isFloat(by) && !Double.isFinite(Numbers.toDouble(by))) {
      throw PyError.value("cannot convert float NaN or infinity to integer");
    }
    BigDecimal factor =
        Numbers.isFloat(by)
            ? new BigDecimal(Numbers.toDouble(by))
            : new BigDecimal(Numbers.big(by));
    if (op == Operator.DIV && factor.signum() == 0) {
      throw PyError.other("integer division or modulo by zero");
    }
    BigInteger result =
        op == Operator.MUL
            ? total.multiply(factor).setScale(0, RoundingMode.HALF_EVEN).toBigInteger()
            : total.divide(factor, 0, RoundingMode.HALF_EVEN).toBigInteger();
    return TimeDelta.ofMicros(result);
  }
}
