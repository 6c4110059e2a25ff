package dev.watchbill.local;

/** Due work was not begun, because what it decides could not be kept ({@link Serving}). */
final class NotServing extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotServing(String obstacle) {
    super(obstacle);
  }
}
