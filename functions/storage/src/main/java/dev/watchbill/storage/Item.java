package dev.watchbill.storage;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One immutable item of the table: its key and its typed attributes.
 *
 * <p>Values are text, whole numbers ({@code Long}), other numbers ({@code BigDecimal}), flags,
 * bytes, lists and maps of these. They are normalised when set, so an item read back equals the
 * item written: {@code Integer} becomes {@code Long}, {@code Double} becomes {@code BigDecimal},
 * and attributes and nested maps are sorted by name because DynamoDB keeps no order. Null is simply
 * absent, also as a value in a nested map; a list holds no nulls.
 *
 * <p>An item read from an index has its key, its index keys and nothing else.
 */
public final class Item {

  public static final String PK = "PK";
  public static final String SK = "SK";
  public static final String TYPE = "type";
  public static final String VERSION = "version";

  /** Epoch second from which the item counts as gone; DynamoDB removes it some time later. */
  public static final String EXPIRES = "expires";

  public static final String GSI1PK = "GSI1PK";
  public static final String GSI1SK = "GSI1SK";
  public static final String GSI2PK = "GSI2PK";
  public static final String GSI2SK = "GSI2SK";

  private final Key key;
  private final Map<String, Object> attributes;

  private Item(Key key, SortedMap<String, Object> attributes) {
    this.key = key;
    this.attributes = Collections.unmodifiableMap(attributes);
  }

  /** A new item of this type. */
  public static Builder at(Key key, String type) {
    return new Builder(key, new TreeMap<>()).set(TYPE, type);
  }

  /** What the table or an index gave back. */
  static Item of(Key key, Map<String, Object> attributes) {
    return new Item(key, new TreeMap<>(attributes));
  }

  public Key key() {
    return key;
  }

  public String type() {
    return requiredText(TYPE);
  }

  /** The optimistic version; 0 when the item has none. */
  public long version() {
    return number(VERSION, 0);
  }

  public @Nullable String text(String name) {
    return attributes.get(name) instanceof Object value ? as(String.class, name, value) : null;
  }

  /** The text of an attribute that every item of this type has. */
  public String requiredText(String name) {
    return as(String.class, name, required(name));
  }

  public long number(String name, long ifAbsent) {
    return attributes.get(name) instanceof Object value ? as(Long.class, name, value) : ifAbsent;
  }

  public long requiredNumber(String name) {
    return as(Long.class, name, required(name));
  }

  /** The flag; false when absent. */
  public boolean flag(String name) {
    return attributes.get(name) instanceof Object value && as(Boolean.class, name, value);
  }

  public @Nullable Instant instant(String name) {
    String text = text(name);
    if (text == null) return null;
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalStateException(key + " has no instant in " + name, e);
    }
  }

  public Instant requiredInstant(String name) {
    if (instant(name) instanceof Instant instant) return instant;
    throw missing(name);
  }

  /** The texts of a list; empty when absent. */
  public List<String> texts(String name) {
    return list(name).stream().map(value -> as(String.class, name, value)).toList();
  }

  /** The list; empty when absent. */
  @SuppressWarnings("unchecked") // normalised when set: lists hold values without nulls
  public List<Object> list(String name) {
    return attributes.get(name) instanceof Object value ? as(List.class, name, value) : List.of();
  }

  /** The map; empty when absent. */
  @SuppressWarnings("unchecked") // normalised when set: maps have text keys and no nulls
  public Map<String, Object> map(String name) {
    return attributes.get(name) instanceof Object value ? as(Map.class, name, value) : Map.of();
  }

  public byte @Nullable [] bytes(String name) {
    return attributes.get(name) instanceof Object value
        ? as(byte[].class, name, value).clone()
        : null;
  }

  public boolean has(String name) {
    return attributes.containsKey(name);
  }

  /** Everything but the key, sorted by name. Not to be changed, byte arrays included. */
  public Map<String, Object> attributes() {
    return attributes;
  }

  /**
   * Whether the item counts as gone: DynamoDB removes expired items hours late, so readers must not
   * wait for it.
   */
  public boolean expired(Instant now) {
    long expires = number(EXPIRES, Long.MAX_VALUE);
    return expires <= now.getEpochSecond();
  }

  public Builder toBuilder() {
    return new Builder(key, new TreeMap<>(attributes));
  }

  private Object required(String name) {
    Object value = attributes.get(name);
    if (value == null) throw missing(name);
    return value;
  }

  private IllegalStateException missing(String name) {
    return new IllegalStateException(key + " has no " + name);
  }

  private <T> T as(Class<T> type, String name, Object value) {
    if (type.isInstance(value)) return type.cast(value);
    throw new IllegalStateException(
        key + " has another type than " + type.getSimpleName() + " in " + name);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Item that
        && key.equals(that.key)
        && Values.same(attributes, that.attributes);
  }

  @Override
  public int hashCode() {
    return 31 * key.hashCode() + attributes.keySet().hashCode();
  }

  /** The key and the attribute names only: values may be personal. */
  @Override
  public String toString() {
    return key + " " + attributes.keySet();
  }

  /** Collects attributes; the last value of a name counts, null takes the name out again. */
  public static final class Builder {

    private final Key key;
    private final SortedMap<String, Object> attributes;

    private Builder(Key key, SortedMap<String, Object> attributes) {
      this.key = key;
      this.attributes = attributes;
    }

    /**
     * Sets an attribute, or leaves it out when the value is null. An instant becomes text of fixed
     * width ({@code 2026-01-31T08:00:00.000000Z}), so that texts sort as instants do.
     *
     * @throws IllegalArgumentException for a type the table does not have, for {@code PK} and
     *     {@code SK}, and for an index attribute or TTL of the wrong type
     */
    public Builder set(String name, @Nullable Object value) {
      if (value == null) {
        Values.requireAttribute(name);
        attributes.remove(name);
      } else {
        attributes.put(name, Values.attribute(name, value));
      }
      return this;
    }

    public Builder version(long version) {
      return set(VERSION, version);
    }

    /** Lets the item end at this instant, rounded up to a second: it never ends early. */
    public Builder expires(@Nullable Instant instant) {
      return set(EXPIRES, instant == null ? null : Values.epochSecond(instant));
    }

    public Builder index1(String pk, String sk) {
      var index = new Key(pk, sk);
      return set(GSI1PK, index.pk()).set(GSI1SK, index.sk());
    }

    public Builder index2(String pk, String sk) {
      var index = new Key(pk, sk);
      return set(GSI2PK, index.pk()).set(GSI2SK, index.sk());
    }

    public Item build() {
      return new Item(key, new TreeMap<>(attributes));
    }
  }
}
