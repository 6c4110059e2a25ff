package dev.watchbill.handlers.golden;

/** The answer is not the recorded one. */
final class Mismatch extends Exception {
  Mismatch(String message) {
    super(message, null, false, false);
  }
}
