package dev.watchbill.local;

/** A function threw, ran out of time, or said too much. */
final class FunctionFailed extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean outOfTime;

  FunctionFailed(String message, boolean outOfTime, Throwable cause) {
    super(message, cause);
    this.outOfTime = outOfTime;
  }

  boolean outOfTime() {
    return outOfTime;
  }
}
