package dev.watchbill.storage;

/**
 * The table did not answer well in all tries. The write may or may not have happened. The message
 * names the operation and the failure, never keys or values.
 */
public final class TableUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TableUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
