package dev.watchbill.domain.contact;

import java.util.ArrayList;
import java.util.List;

/**
 * A kind of integration that notifications can be sent through.
 *
 * @param name as the API spells it
 * @param heading as a form shows it
 * @param aliases other spellings that are taken
 * @param settings in the order of a form
 * @param conditions what must hold between settings
 */
public record ReceiverType(
    String name,
    String heading,
    List<String> aliases,
    List<Setting> settings,
    List<Condition> conditions) {

  /** A rule over several settings of a type. */
  @FunctionalInterface
  public interface Condition {
    void check(SettingValues values);
  }

  static ReceiverType of(String name, String heading, Setting... settings) {
    return new ReceiverType(name, heading, List.of(), List.of(settings), List.of());
  }

  ReceiverType alias(String alias) {
    return new ReceiverType(name, heading, List.of(alias), settings, conditions);
  }

  ReceiverType where(Condition condition) {
    List<Condition> all = new ArrayList<>(conditions);
    all.add(condition);
    return new ReceiverType(name, heading, aliases, settings, List.copyOf(all));
  }

  /** Dotted paths of all secret settings, for instance {@code tlsConfig.clientKey}. */
  public List<String> secretPaths() {
    List<String> paths = new ArrayList<>();
    collect(settings, "", paths);
    return paths;
  }

  private static void collect(List<Setting> settings, String prefix, List<String> paths) {
    for (Setting setting : settings) {
      if (setting.secret()) {
        paths.add(prefix + setting.name());
      }
      collect(setting.nested(), prefix + setting.name() + ".", paths);
    }
  }
}
