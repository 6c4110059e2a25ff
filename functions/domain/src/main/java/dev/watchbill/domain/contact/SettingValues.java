package dev.watchbill.domain.contact;

import dev.watchbill.domain.Flaw.Kind;
import dev.watchbill.domain.Flaws;
import dev.watchbill.domain.PlainFields;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Submitted settings as conditions look at them: values of a wrong type are not there. */
public final class SettingValues {

  private final PlainFields fields;
  private final Flaws flaws;

  SettingValues(@Nullable Object settings, Flaws flaws) {
    this(PlainFields.of(settings, "", new Flaws()), flaws);
  }

  private SettingValues(PlainFields fields, Flaws flaws) {
    this.fields = fields;
    this.flaws = flaws;
  }

  /** The text; empty when absent. */
  String text(String name) {
    return fields.text(name);
  }

  boolean has(String name) {
    return !text(name).isEmpty();
  }

  @Nullable Object any(String name) {
    return fields.get(name);
  }

  List<? extends @Nullable Object> list(String name) {
    return fields.list(name);
  }

  /** Names of a map setting, as they were sent. */
  List<String> keys(String name) {
    Map<String, String> map = fields.textMapOrNull(name);
    return map == null ? List.of() : List.copyOf(map.keySet());
  }

  /** The settings inside an object; none if it is not there. */
  SettingValues inside(String name) {
    return new SettingValues(PlainFields.of(fields.get(name), name, new Flaws()), flaws);
  }

  SettingValues inside(@Nullable Object object) {
    return new SettingValues(PlainFields.of(object, "", new Flaws()), flaws);
  }

  void must(boolean holds, String where, String otherwise) {
    if (!holds) {
      flaws.add(Kind.RULE, where, otherwise);
    }
  }
}
