package dev.watchbill.domain.alert;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.Label;
import dev.watchbill.domain.integration.PlainValues;
import dev.watchbill.domain.template.jinja.Jinja;
import dev.watchbill.domain.template.jinja.PythonText;
import dev.watchbill.domain.template.jinja.Rendered;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The labels of an alert, collected from its integration (spec oncall-behaviour §3.7). */
public final class AlertLabels {

  /** More labels than these are not kept on a group. */
  public static final int MOST_PER_GROUP = 15;

  private static final int LONGEST = 200;

  /**
   * Where labels come from; each source overrides the ones before it.
   *
   * @param fixed labels of the integration
   * @param dynamic labels whose value is a template over the payload
   * @param multi a template that renders a JSON object of labels, or null
   */
  public record Sources(List<Label> fixed, List<Label> dynamic, @Nullable String multi) {}

  private AlertLabels() {}

  /** The dynamic labels every new integration of the type starts with. */
  public static List<Label> automatic(IntegrationType type) {
    return type == IntegrationType.GRAFANA_ALERTING
        ? List.of(new Label("service_name", "{{ payload.commonLabels.service_name }}"))
        : List.of();
  }

  /**
   * The labels of one alert. What fails, is too long or says "none" is left out.
   *
   * @param json reads the text of the multi-label template; empty if it is not JSON
   */
  public static Map<String, String> of(
      Jinja jinja,
      Sources sources,
      @Nullable Object payload,
      Function<String, Optional<Object>> json) {
    Map<String, String> labels = new LinkedHashMap<>();
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("payload", PlainValues.mutableCopy(payload));

    sources.fixed().forEach(label -> put(labels, label.key(), label.value()));
    for (Label label : sources.dynamic()) {
      if (jinja.render(label.value(), variables) instanceof Rendered.Output(String value)) {
        put(labels, label.key(), value);
      }
    }
    if (sources.multi() != null && !sources.multi().isEmpty()) {
      if (jinja.render(sources.multi(), variables) instanceof Rendered.Output(String text)) {
        Map<String, @Nullable Object> object = PlainValues.asObject(json.apply(text).orElse(null));
        if (object != null) {
          object.forEach((key, value) -> putPlain(labels, key, value));
        }
      }
    }
    return Collections.unmodifiableMap(labels);
  }

  /** What a new group keeps: the first by key, {@value #MOST_PER_GROUP} at most. */
  public static Map<String, String> ofGroup(Map<String, String> ofFirstAlert) {
    Map<String, String> kept = new LinkedHashMap<>();
    new TreeMap<>(ofFirstAlert)
        .entrySet().stream()
            .limit(MOST_PER_GROUP)
            .forEach(label -> kept.put(label.getKey(), label.getValue()));
    return Collections.unmodifiableMap(kept);
  }

  private static void putPlain(Map<String, String> labels, String key, @Nullable Object value) {
    switch (value) {
      case String text -> put(labels, key, text);
      case Number number -> put(labels, key, PythonText.str(number));
      case Boolean flag -> put(labels, key, PythonText.str(flag));
      case null, default -> {
        // null, lists and objects are no label values
      }
    }
  }

  private static void put(Map<String, String> labels, String key, String value) {
    if (fits(key) && fits(value) && !LetterCase.lower(value.strip()).equals("none")) {
      labels.put(key, value);
    }
  }

  private static boolean fits(String text) {
    return !text.isEmpty() && text.codePointCount(0, text.length()) <= LONGEST;
  }
}
