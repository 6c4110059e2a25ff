package dev.watchbill.domain.policy;

import java.util.Optional;

/** How a matcher compares; in the order in which equal matchers are listed. */
public enum Operator {
  EQUAL("="),
  NOT_EQUAL("!="),
  MATCHES("=~"),
  NOT_MATCHES("!~");

  private final String sign;

  Operator(String sign) {
    this.sign = sign;
  }

  public String sign() {
    return sign;
  }

  public boolean regex() {
    return this == MATCHES || this == NOT_MATCHES;
  }

  /** Whether it holds when the comparison does not. */
  public boolean negative() {
    return this == NOT_EQUAL || this == NOT_MATCHES;
  }

  public static Optional<Operator> ofSign(String sign) {
    for (Operator operator : values()) {
      if (operator.sign.equals(sign)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }
}
