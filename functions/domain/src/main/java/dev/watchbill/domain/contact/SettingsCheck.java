package dev.watchbill.domain.contact;

import dev.watchbill.domain.Flaw.Kind;
import dev.watchbill.domain.Flaws;
import dev.watchbill.domain.PlainFields;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks submitted settings against the table of their type: all that is wrong at once. */
final class SettingsCheck {

  private final Flaws flaws;

  private SettingsCheck(Flaws flaws) {
    this.flaws = flaws;
  }

  /**
   * @param settings with the secrets in their places
   */
  static void check(ReceiverType type, @Nullable Object settings, String where, Flaws flaws) {
    Flaws found = new Flaws();
    new SettingsCheck(found).all(type.settings(), PlainFields.of(settings, "", found));
    for (ReceiverType.Condition condition : type.conditions()) {
      condition.check(new SettingValues(settings, found));
    }
    flaws.addAll(where, found.list());
  }

  private void all(List<Setting> settings, PlainFields values) {
    for (Setting setting : settings) {
      one(setting, values);
    }
  }

  private void one(Setting setting, PlainFields values) {
    String name = setting.name();
    Object value = values.get(name);
    if (setting.missing() != null && (value == null || value.equals(""))) {
      flaws.add(Kind.RULE, values.path(name), setting.missing());
      return;
    }
    if (value == null) {
      return;
    }
    switch (setting.kind()) {
      case TEXT, TEMPLATE -> text(setting, values.textOrNull(name), values.path(name));
      case FLAG -> values.flag(name);
      case WHOLE -> {
        if (!value.equals("") && ReceiverConditions.whole(value) == null) {
          values.wrong(name, "a whole number");
        }
      }
      case ANY -> {
        // whatever it is
      }
      case TEXTS -> values.texts(name);
      case TEXT_MAP -> values.textMapOrNull(name);
      case PLAIN_MAP -> {
        if (!(value instanceof Map)) {
          values.wrong(name, "an object");
        }
      }
      case OBJECT -> all(setting.nested(), PlainFields.of(value, values.path(name), flaws));
      case OBJECTS -> {
        int index = 0;
        for (Object item : values.list(name)) {
          String where = values.path(name) + "[" + index++ + "]";
          all(setting.nested(), PlainFields.of(item, where, flaws));
        }
      }
    }
  }

  private void text(Setting setting, @Nullable String value, String where) {
    String otherwise = setting.otherValue();
    if (otherwise != null
        && value != null
        && !value.isEmpty()
        && setting.values().stream().noneMatch(value::equalsIgnoreCase)) {
      flaws.add(Kind.RULE, where, otherwise.replace("%s", value));
    }
  }
}
