package dev.watchbill.domain;

import dev.watchbill.domain.Flaw.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects everything that is wrong with a submitted value, so that one answer names all of it.
 * Keeps the first {@value #MOST}: an answer about a bad tree of thousands must not outgrow the
 * tree.
 */
public final class Flaws {

  public static final int MOST = 100;

  private final List<Flaw> found = new ArrayList<>();

  public void add(Kind kind, String where, String text) {
    if (found.size() < MOST) {
      found.add(new Flaw(kind, where, text));
    }
  }

  /** Takes over flaws found in a part of the value. */
  public void addAll(String where, List<Flaw> others) {
    for (Flaw flaw : others) {
      add(flaw.kind(), join(where, flaw.where()), flaw.text());
    }
  }

  public boolean none() {
    return found.isEmpty();
  }

  public int count() {
    return found.size();
  }

  public List<Flaw> list() {
    return List.copyOf(found);
  }

  /** The value if nothing is wrong. */
  public <T> Checked<T> orElse(T value) {
    return none() ? new Checked.Accepted<>(value) : new Checked.Refused<>(list());
  }

  private static String join(String outer, String inner) {
    if (outer.isEmpty() || inner.isEmpty()) {
      return outer + inner;
    }
    return inner.startsWith("[") ? outer + inner : outer + "." + inner;
  }
}
