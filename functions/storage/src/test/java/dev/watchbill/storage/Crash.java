package dev.watchbill.storage;

/** The process died here. An Error, so that no handler of exceptions can carry on. */
public final class Crash extends Error {

  private static final long serialVersionUID = 1L;

  public Crash(String where) {
    super(where);
  }
}
