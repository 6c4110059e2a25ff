package dev.watchbill.domain.rule.legacy;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Flaw.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A dashboard that was exported for others names what it needs in {@code __inputs}, and says {@code
 * ${NAME}} where the values belong. Whoever imports it brings the values.
 */
public final class DashboardInputs {

  /** All texts with their values in place, in characters. */
  public static final int MOST = 4_000_000;

  private static final Pattern PLACE = Pattern.compile("\\$\\{(\\w+)}");
  private static final String DECLARED = "__inputs";

  /** Its "data source" is part of the server, so nobody has to bring it. */
  private static final String EXPRESSIONS = "__expr__";

  /** What a request brings for an input of this name and type. */
  public record Input(String name, String type, String value) {}

  private final Map<String, String> values;
  private long length;

  private DashboardInputs(Map<String, String> values) {
    this.values = values;
  }

  /** The dashboard with the values in their places, without the list of what it needs. */
  public static Checked<Map<String, @Nullable Object>> fill(
      Map<?, ?> dashboard, List<Input> inputs) {
    Map<String, String> values = new HashMap<>();
    if (dashboard.get(DECLARED) instanceof List<?> declared) {
      for (Object each : declared) {
        if (!(each instanceof Map<?, ?> input) || !(input.get("name") instanceof String name)) {
          return Checked.refused(Kind.SHAPE, "an input of the dashboard has no name");
        }
        String value =
            EXPRESSIONS.equals(input.get("pluginId"))
                ? EXPRESSIONS
                : inputs.stream()
                    .filter(sent -> sent.name().equals(name))
                    .filter(sent -> sent.type().equals(input.get("type")))
                    .map(Input::value)
                    .findFirst()
                    .orElse(null);
        if (value == null) {
          return Checked.refused(Kind.RULE, "Dashboard input missing in import: " + name);
        }
        values.put(name, value);
      }
    }
    DashboardInputs filling = new DashboardInputs(values);
    Map<String, @Nullable Object> filled = filling.object(dashboard);
    filled.remove(DECLARED);
    return filling.length > MOST
        ? Checked.refused(
            Kind.LIMIT, "the dashboard has more than " + MOST + " characters with its inputs")
        : Checked.accepted(filled);
  }

  private Map<String, @Nullable Object> object(Map<?, ?> object) {
    Map<String, @Nullable Object> filled = new LinkedHashMap<>();
    object.forEach((name, value) -> filled.put(String.valueOf(name), any(value)));
    return filled;
  }

  private @Nullable Object any(@Nullable Object value) {
    return switch (value) {
      case String text -> text(text);
      case Map<?, ?> object -> object(object);
      case List<?> list -> {
        List<@Nullable Object> filled = new ArrayList<>(list.size());
        list.forEach(each -> filled.add(any(each)));
        yield filled;
      }
      case null, default -> value;
    };
  }

  /** Names that nothing was brought for stay: they are variables of the dashboard itself. */
  private String text(String text) {
    if (values.isEmpty()) return text;
    StringBuilder filled = new StringBuilder();
    Matcher place = PLACE.matcher(text);
    int from = 0;
    // Paid for before it is put in: a value may stand in very many places.
    while (length <= MOST && place.find()) {
      String value = values.getOrDefault(place.group(1), place.group());
      length += value.length();
      if (length > MOST) break;
      filled.append(text, from, place.start()).append(value);
      from = place.end();
    }
    return filled.append(text, from, text.length()).toString();
  }
}
