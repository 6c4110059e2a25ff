package dev.watchbill.storage;

/**
 * One change of one attribute by {@link Table#update}. The attributes may be those of the indexes
 * ({@link Item#GSI1PK} …), {@code version} and {@code expires}, but not the key. Each attribute is
 * named by one edit only.
 */
public sealed interface Edit {

  String name();

  /** The attribute becomes this value. */
  record Set(String name, Object value) implements Edit {
    public Set {
      value = Values.attribute(name, value);
    }
  }

  /** The number grows by this much (or shrinks); an absent one counts from zero. */
  record Add(String name, long number) implements Edit {
    public Add {
      Values.requireAttribute(name);
    }
  }

  /**
   * The number {@code key} inside the map {@code name} grows by this much; an absent number counts
   * from zero. The map itself must exist, else the update is rejected: put an empty one first.
   * Several keys of one map may be edited together.
   */
  record AddIn(String name, String key, long number) implements Edit {
    public AddIn {
      Values.requireAttribute(name);
    }
  }

  /** The attribute goes away; nothing happens when it is absent. */
  record Remove(String name) implements Edit {
    public Remove {
      Values.requireAttribute(name);
    }
  }

  static Edit set(String name, Object value) {
    return new Set(name, value);
  }

  static Edit add(String name, long number) {
    return new Add(name, number);
  }

  static Edit addIn(String name, String key, long number) {
    return new AddIn(name, key, number);
  }

  static Edit remove(String name) {
    return new Remove(name);
  }
}
