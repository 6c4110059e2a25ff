package dev.watchbill.domain.contact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a receiver type: a line of the table {@link ReceiverTypes}.
 *
 * @param secret kept apart and never shown
 * @param missing what is said when it is absent or empty; null if it need not be there
 * @param initial what it is when absent; null for nothing
 * @param values it may have, in the order of a form; empty for any
 * @param otherValue what is said of any other value; null if the values are only suggestions
 * @param nested settings inside an object or a list of objects
 */
public record Setting(
    String name,
    Kind kind,
    boolean secret,
    @Nullable String missing,
    @Nullable String initial,
    List<String> values,
    @Nullable String otherValue,
    List<Setting> nested) {

  /** What JSON a setting is. Null is absent, for every kind. */
  public enum Kind {
    TEXT,
    /** A text that is a message template. */
    TEMPLATE,
    FLAG,
    /** A whole number, or a text that is one. */
    WHOLE,
    /** Anything: the original reads whatever comes. */
    ANY,
    TEXTS,
    TEXT_MAP,
    PLAIN_MAP,
    OBJECT,
    OBJECTS
  }

  static Setting of(String name, Kind kind) {
    return new Setting(name, kind, false, null, null, List.of(), null, List.of());
  }

  static Setting text(String name) {
    return of(name, Kind.TEXT);
  }

  static Setting template(String name) {
    return of(name, Kind.TEMPLATE);
  }

  static Setting template(String name, String initial) {
    return of(name, Kind.TEMPLATE).initially(initial);
  }

  static Setting secret(String name) {
    return text(name).hidden();
  }

  static Setting flag(String name) {
    return of(name, Kind.FLAG);
  }

  static Setting object(String name, Setting... nested) {
    return new Setting(name, Kind.OBJECT, false, null, null, List.of(), null, List.of(nested));
  }

  static Setting objects(String name, Setting... nested) {
    return new Setting(name, Kind.OBJECTS, false, null, null, List.of(), null, List.of(nested));
  }

  Setting hidden() {
    return new Setting(name, kind, true, missing, initial, values, otherValue, nested);
  }

  /** It must be there and not be empty. */
  Setting orSay(String text) {
    return new Setting(name, kind, secret, text, initial, values, otherValue, nested);
  }

  Setting initially(String value) {
    return new Setting(name, kind, secret, missing, value, values, otherValue, nested);
  }

  /** A form offers these, but any value is taken. */
  Setting offering(String... offered) {
    return new Setting(name, kind, secret, missing, initial, List.of(offered), otherValue, nested);
  }

  /**
   * Only these values are taken, whatever their case.
   *
   * @param text what is said of another one; {@code %s} is the value
   */
  Setting only(String text, String... allowed) {
    return new Setting(name, kind, secret, missing, initial, List.of(allowed), text, nested);
  }
}
