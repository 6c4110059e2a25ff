package dev.watchbill.local;

/** Why the runner does not start, in one line for the person who started it. */
public final class StartRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StartRefused(String line) {
    super(line);
  }
}
