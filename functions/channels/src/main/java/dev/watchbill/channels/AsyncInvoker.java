package dev.watchbill.channels;

/** Starts functions of this deployment without waiting for them. */
public interface AsyncInvoker {

  /**
   * Hands an event to a function; returns when the event was taken, long before it is worked on. It
   * may be worked on twice.
   *
   * @param function its name or ARN
   * @param event JSON
   * @throws IllegalStateException when it was not taken, or nobody knows
   */
  void invoke(String function, byte[] event);
}
