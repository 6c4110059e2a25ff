package dev.watchbill.storage;

/**
 * A place in the order of a partition; items with one index key stand in the order of their own.
 */
record Place(String sk, Key key) implements Comparable<Place> {

  @Override
  public int compareTo(Place other) {
    int bySortKey = compare(sk, other.sk);
    if (bySortKey != 0) return bySortKey;
    int byPartition = compare(key.pk(), other.key.pk());
    return byPartition != 0 ? byPartition : compare(key.sk(), other.key.sk());
  }

  /**
   * The order of UTF-8 bytes, which is the order of code points. It differs from that of Java's
   * strings where characters beyond the basic plane meet those from U+E000 on.
   */
  static int compare(String a, String b) {
    int most = Math.min(a.length(), b.length());
    for (int i = 0; i < most; i++) {
      char left = a.charAt(i);
      char right = b.charAt(i);
      if (left == right) continue;
      boolean leftBeyond = Character.isSurrogate(left);
      if (leftBeyond != Character.isSurrogate(right)) return leftBeyond ? 1 : -1;
      return left - right;
    }
    return a.length() - b.length();
  }
}
