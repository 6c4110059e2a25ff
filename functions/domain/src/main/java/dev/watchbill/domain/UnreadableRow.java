package dev.watchbill.domain;

/**
 * A stored row that cannot be read: its bytes were damaged, or another release wrote it. Lists
 * leave it out; asked for by its id it cannot be shown, but it can be removed ({@link
 * DamagedRows}).
 */
public final class UnreadableRow extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String org;
  private final String kind;
  private final String id;

  /**
   * @param kind the part of its key that names the kind
   * @param why what reading it ran into; its text may quote values, so it is not shown
   */
  public UnreadableRow(String org, String kind, String id, RuntimeException why) {
    super("a " + kind + " that cannot be read", why);
    this.org = org;
    this.kind = kind;
    this.id = id;
  }

  public String org() {
    return org;
  }

  public String kind() {
    return kind;
  }

  public String id() {
    return id;
  }
}
