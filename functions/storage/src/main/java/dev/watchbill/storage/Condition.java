package dev.watchbill.storage;

import java.util.List;

/**
 * What must be true of the item that stands at the key for a write to happen.
 *
 * <p>An expired item counts as absent, exactly as reads see it. On an absent item {@link Exists},
 * {@link VersionIs}, {@link Is}, {@link LessThan} and {@link AttributeExists} are false, {@link
 * Absent}, {@link IsNot} and {@link AttributeAbsent} are true. Values of different types differ.
 */
public sealed interface Condition {

  /** No item stands there. */
  record Absent() implements Condition {}

  /** An item stands there. */
  record Exists() implements Condition {}

  /** The item is the one that was read: its {@code version} is this. */
  record VersionIs(long version) implements Condition {}

  /** The attribute has this value. */
  record Is(String name, Object value) implements Condition {
    public Is {
      value = Values.of(value);
    }
  }

  /** The attribute is absent or has another value. */
  record IsNot(String name, Object value) implements Condition {
    public IsNot {
      value = Values.of(value);
    }
  }

  /** The attribute is a number below this one. */
  record LessThan(String name, long number) implements Condition {}

  /** The item, if there is one, lacks the attribute. */
  record AttributeAbsent(String name) implements Condition {}

  /** The item has the attribute. */
  record AttributeExists(String name) implements Condition {}

  /** Each of these is true; at least one is given. */
  record All(List<Condition> conditions) implements Condition {
    public All {
      conditions = some(conditions);
    }
  }

  /** One of these is true; at least one is given. */
  record Any(List<Condition> conditions) implements Condition {
    public Any {
      conditions = some(conditions);
    }
  }

  static Condition absent() {
    return new Absent();
  }

  static Condition exists() {
    return new Exists();
  }

  static Condition versionIs(long version) {
    return new VersionIs(version);
  }

  static Condition is(String name, Object value) {
    return new Is(name, value);
  }

  static Condition isNot(String name, Object value) {
    return new IsNot(name, value);
  }

  static Condition less(String name, long number) {
    return new LessThan(name, number);
  }

  static Condition attributeAbsent(String name) {
    return new AttributeAbsent(name);
  }

  static Condition attributeExists(String name) {
    return new AttributeExists(name);
  }

  static Condition all(Condition... conditions) {
    return new All(List.of(conditions));
  }

  static Condition any(Condition... conditions) {
    return new Any(List.of(conditions));
  }

  private static List<Condition> some(List<Condition> conditions) {
    if (conditions.isEmpty()) throw new IllegalArgumentException("No condition to combine");
    return List.copyOf(conditions);
  }
}
