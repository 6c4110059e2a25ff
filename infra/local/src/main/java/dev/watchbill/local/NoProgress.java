package dev.watchbill.local;

/** Work sent itself more work for the same instant, again and again. */
final class NoProgress extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NoProgress(String message) {
    super(message);
  }
}
