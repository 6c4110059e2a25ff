package dev.watchbill.domain;

/**
 * What stands in place of a stored secret that cannot be opened, because another key sealed it or
 * its bytes were damaged. Storage makes it and stores it again as it was; everybody else takes it
 * for a secret that is not there: it is never shown, sent or compared.
 */
public final class Unopened {

  /** No secret begins with this by accident. */
  public static final String MARK = "\u0000unopened ";

  public static boolean is(String secret) {
    return secret.startsWith(MARK);
  }

  private Unopened() {}
}
