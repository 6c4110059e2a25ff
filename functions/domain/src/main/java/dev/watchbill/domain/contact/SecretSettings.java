package dev.watchbill.domain.contact;

import dev.watchbill.domain.Unopened;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The two halves of the settings of a contact point: what may be shown, and the secrets by their
 * dotted paths (spec grafana-alerting §3.4). Storage encrypts the second half; no answer shows it.
 *
 * @param shown settings without the secrets, key for key as they were sent
 * @param secrets none is empty; in the spelling of the type's table, however they were sent
 */
public record SecretSettings(Map<String, @Nullable Object> shown, Map<String, String> secrets) {

  /** What stands for a secret that is there. Sent back, it keeps the secret. */
  public static final String REDACTED = "[REDACTED]";

  /**
   * Takes the secrets out of what was sent. A redacted one is taken from those stored before; one
   * that is absent or empty now is gone, as is a redacted one that stands for nothing: see {@link
   * #missing}.
   *
   * @param stored the secrets kept so far; none for a new contact point
   */
  public static SecretSettings of(
      ReceiverType type, Map<String, @Nullable Object> sent, Map<String, String> stored) {
    Map<String, String> secrets = new TreeMap<>();
    Map<String, @Nullable Object> shown = split(type.settings(), sent, "", secrets);
    secrets.replaceAll(
        (path, value) -> value.equals(REDACTED) ? stored.getOrDefault(path, "") : value);
    secrets.values().removeIf(String::isEmpty);
    return new SecretSettings(shown, Collections.unmodifiableMap(secrets));
  }

  /**
   * The paths of secrets that were sent redacted though none is stored there: whoever sends what an
   * answer or an export showed has not put the secret in.
   */
  public static List<String> missing(
      ReceiverType type, Map<String, @Nullable Object> sent, Map<String, String> stored) {
    Map<String, String> secrets = new TreeMap<>();
    split(type.settings(), sent, "", secrets);
    return secrets.entrySet().stream()
        .filter(each -> each.getValue().equals(REDACTED) && !stored.containsKey(each.getKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Map<String, @Nullable Object> split(
      List<Setting> settings,
      Map<String, @Nullable Object> sent,
      String prefix,
      Map<String, String> secrets) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    sent.forEach(
        (key, value) -> {
          Setting setting = find(settings, key);
          if (setting != null && setting.secret()) {
            // A secret of a wrong type is refused before it is stored; here it must not be shown.
            secrets.put(prefix + setting.name(), value instanceof String text ? text : "");
          } else if (setting != null && !setting.nested().isEmpty() && value instanceof Map) {
            String inside = prefix + setting.name() + ".";
            shown.put(key, split(setting.nested(), object(value), inside, secrets));
          } else {
            shown.put(key, value);
          }
        });
    return Collections.unmodifiableMap(shown);
  }

  private static @Nullable Setting find(List<Setting> settings, String key) {
    for (Setting setting : settings) {
      if (setting.name().equalsIgnoreCase(key)) {
        return setting;
      }
    }
    return null;
  }

  @SuppressWarnings("unchecked") // JSON objects have text keys
  private static Map<String, @Nullable Object> object(Object value) {
    return (Map<String, @Nullable Object>) value;
  }

  /** The settings for an answer: every secret that is there reads {@value #REDACTED}. */
  public Map<String, @Nullable Object> redacted() {
    Map<String, String> values = new LinkedHashMap<>(secrets);
    values.replaceAll((path, value) -> REDACTED);
    return withSecrets(values);
  }

  /**
   * The settings with the secrets in their places, for sending and for checking. One that cannot be
   * opened is not there.
   */
  public Map<String, @Nullable Object> revealed() {
    Map<String, String> opened = new LinkedHashMap<>(secrets);
    opened.values().removeIf(Unopened::is);
    return withSecrets(opened);
  }

  private Map<String, @Nullable Object> withSecrets(Map<String, String> values) {
    Map<String, @Nullable Object> whole = copy(shown);
    values.forEach((path, value) -> put(whole, path, value));
    return whole;
  }

  private static void put(Map<String, @Nullable Object> into, String path, String value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      into.put(path, value);
      return;
    }
    String key = spelled(into.keySet(), path.substring(0, dot));
    Object inner = into.get(key);
    Map<String, @Nullable Object> copy =
        inner instanceof Map ? copy(object(inner)) : new LinkedHashMap<>();
    into.put(key, copy);
    put(copy, path.substring(dot + 1), value);
  }

  private static String spelled(Set<String> keys, String name) {
    for (String key : keys) {
      if (key.equalsIgnoreCase(name)) {
        return key;
      }
    }
    return name;
  }

  private static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> map) {
    return new LinkedHashMap<>(map);
  }
}
