package dev.watchbill.domain.rule;

import dev.watchbill.domain.LetterCase;
import java.text.Normalizer;

/** The part of a folder's or dashboard's address that people can read. */
public final class Slug {

  private static final int LONGEST = 190;

  private Slug() {}

  /** Small letters and digits of any script, everything else as single dashes. */
  public static String of(String title) {
    String plain = LetterCase.lower(Normalizer.normalize(title, Normalizer.Form.NFKC));
    StringBuilder slug = new StringBuilder();
    plain
        .codePoints()
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c)) {
                slug.appendCodePoint(c);
              } else if (!slug.isEmpty() && slug.charAt(slug.length() - 1) != '-') {
                slug.append('-');
              }
            });
    int end = slug.length();
    while (end > 0 && slug.charAt(end - 1) == '-') end--;
    return slug.isEmpty() || end == 0 ? "-" : slug.substring(0, Math.min(end, LONGEST));
  }
}
