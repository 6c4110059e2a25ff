package dev.watchbill.domain.contact.legacy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kind of channel (spec grafana-alerting §16.6): the receiver type of the same name, with the
 * settings that this API has for it.
 *
 * @param heading over the settings of a form
 * @param sent whether notifications can be sent this way at all
 */
public record ChannelType(
    String name, String heading, String description, boolean sent, List<Option> options) {

  /**
   * One setting.
   *
   * @param required whether a form must have it filled in
   */
  public record Option(
      String name, String label, Kind kind, boolean required, List<String> values) {}

  /** What a form shows for a setting. */
  public enum Kind {
    TEXT("input"),
    SECRET("input"),
    LINES("textarea"),
    FLAG("checkbox"),
    CHOICE("select");

    private final String element;

    Kind(String element) {
      this.element = element;
    }
  }

  static ChannelType of(String name, String heading, String description, Option... options) {
    return new ChannelType(name, heading, description, true, List.of(options));
  }

  /** A service that is gone, or that nothing here speaks to. */
  static ChannelType unsent(String name) {
    return new ChannelType(name, "", "", false, List.of());
  }

  static Option text(String name, String label) {
    return new Option(name, label, Kind.TEXT, false, List.of());
  }

  static Option needed(String name, String label) {
    return new Option(name, label, Kind.TEXT, true, List.of());
  }

  static Option secret(String name, String label) {
    return new Option(name, label, Kind.SECRET, false, List.of());
  }

  static Option neededSecret(String name, String label) {
    return new Option(name, label, Kind.SECRET, true, List.of());
  }

  static Option neededLines(String name, String label) {
    return new Option(name, label, Kind.LINES, true, List.of());
  }

  static Option flag(String name, String label) {
    return new Option(name, label, Kind.FLAG, false, List.of());
  }

  static Option choice(String name, String label, String... values) {
    return new Option(name, label, Kind.CHOICE, false, List.of(values));
  }

  /** How the list of types shows it. */
  public Map<String, @Nullable Object> toPlain() {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("type", name);
    plain.put("name", heading);
    plain.put("heading", heading + " settings");
    plain.put("description", description);
    plain.put("info", "");
    plain.put("options", options.stream().map(ChannelType::option).toList());
    return plain;
  }

  private static Map<String, @Nullable Object> option(Option option) {
    List<Map<String, String>> choices = new ArrayList<>();
    for (String value : option.values()) choices.add(Map.of("value", value, "label", value));
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("element", option.kind().element);
    boolean typed = option.kind() == Kind.TEXT || option.kind() == Kind.SECRET;
    plain.put("inputType", typed ? option.kind() == Kind.SECRET ? "password" : "text" : "");
    plain.put("label", option.label());
    plain.put("description", "");
    plain.put("placeholder", "");
    plain.put("propertyName", option.name());
    plain.put("selectOptions", choices.isEmpty() ? null : choices);
    plain.put("showWhen", Map.of("field", "", "is", ""));
    plain.put("required", option.required());
    plain.put("validationRule", "");
    plain.put("secure", option.kind() == Kind.SECRET);
    return plain;
  }
}
