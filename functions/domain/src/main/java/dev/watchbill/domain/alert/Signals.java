package dev.watchbill.domain.alert;

import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.PlainValues;
import dev.watchbill.domain.template.jinja.Jinja;
import dev.watchbill.domain.template.jinja.Rendered;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an alert's payload says to the engine, read through the integration's behaviour templates
 * (spec oncall-behaviour §2, §3.4).
 *
 * @param groupingKey as rendered; null if there is no template or it failed, which groups with
 *     nothing, as does an empty text (§4.1)
 * @param resolve whether the source says that it is over; a failing template says no
 * @param acknowledge whether the source says that somebody has it
 * @param title the title a new group keeps; an error text if its template fails, uncut up to the
 *     template limit
 */
public record Signals(
    @Nullable String groupingKey, boolean resolve, boolean acknowledge, String title) {

  /** Shown instead of a title of nothing but white space. */
  static final String NO_TITLE = "Alert";

  /**
   * Evaluates the four templates in the order title, grouping, resolve, acknowledge on one copy of
   * the payload: a template that changes it changes what the following ones see.
   *
   * @param overrides of the integration, by flat key; absent or empty means the type's default
   * @param labels of the alert, null while the labels feature is off
   */
  public static Signals read(
      Jinja jinja,
      IntegrationType type,
      Map<String, String> overrides,
      @Nullable Object payload,
      @Nullable Map<String, String> labels) {
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("payload", PlainValues.mutableCopy(payload));
    variables.put("labels", labels == null ? null : new HashMap<>(labels));
    Evaluation evaluation = new Evaluation(jinja, new TemplatesInForce(type, overrides), variables);

    Rendered title = evaluation.of("web.title");
    Rendered key = evaluation.of("grouping_key");
    Rendered resolve = evaluation.of("resolve_signal");
    Rendered acknowledge = evaluation.of("acknowledge_signal");
    return new Signals(
        key instanceof Rendered.Output(String text) ? text : null,
        resolve != null && resolve.truthy(),
        acknowledge != null && acknowledge.truthy(),
        title == null ? NO_TITLE : named(title.display()));
  }

  private static String named(String title) {
    return !title.isEmpty() && title.isBlank() ? NO_TITLE : title;
  }

  private record Evaluation(
      Jinja jinja, TemplatesInForce templates, Map<String, @Nullable Object> variables) {
    @Nullable Rendered of(String key) {
      String template = templates.get(key);
      return template == null ? null : jinja.render(template, variables);
    }
  }
}
