package dev.watchbill.domain.alert;

import dev.watchbill.domain.integration.IntegrationType.Intake;
import dev.watchbill.domain.integration.PlainValues;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a body posted to an integration's address means: the alerts in it, or why there are none
 * (spec oncall-behaviour §1.7).
 */
public sealed interface IncomingAlerts {

  /** The alerts, in the order of the body. */
  record Accepted(List<IncomingAlert> alerts) implements IncomingAlerts {
    static Accepted one(IncomingAlert alert) {
      return new Accepted(List.of(alert));
    }
  }

  /** The body does not fit the address; the text is for its sender (400). */
  record Refused(String reason) implements IncomingAlerts {}

  /**
   * Reads a body.
   *
   * @param intake how to read it: the address decides, because the SNS one serves every type
   * @param body plain value, possibly null
   * @param json reads the text inside an SNS envelope; empty if it is not JSON
   */
  static IncomingAlerts read(
      Intake intake, @Nullable Object body, Function<String, Optional<Object>> json) {
    Map<String, @Nullable Object> object = PlainValues.asObject(body);
    return switch (intake) {
      case GENERIC ->
          body == null ? new Refused("Payload is required") : Accepted.one(IncomingAlert.of(body));
      case GROUPED ->
          object == null ? needsObject() : Accepted.one(IncomingAlert.of(counted(object)));
      case PER_ALERT -> object == null ? needsObject() : eachOf(object);
      case GRAFANA ->
          object == null
              ? needsObject()
              : object.containsKey("alerts") ? eachOf(object) : Accepted.one(dashboard(object));
      case SNS -> object == null ? needsObject() : Accepted.one(SnsAlert.read(object, json));
      case MAIL -> new Refused("This integration takes mail only");
      case INTERNAL -> new Refused("This integration takes no alerts from outside");
    };
  }

  private static Refused needsObject() {
    return new Refused("The body must be a JSON object");
  }

  /** Newer senders count for themselves; their numbers are never touched. */
  private static Map<String, @Nullable Object> counted(Map<String, @Nullable Object> body) {
    if (body.containsKey("numFiring")) {
      return body;
    }
    Map<String, @Nullable Object> counted =
        Objects.requireNonNull(PlainValues.asObject(PlainValues.mutableCopy(body)));
    counted.put("numFiring", withStatus(body.get("alerts"), "firing"));
    counted.put("numResolved", withStatus(body.get("alerts"), "resolved"));
    return counted;
  }

  private static long withStatus(@Nullable Object alerts, String status) {
    return alerts instanceof List<?> list
        ? list.stream()
            .filter(alert -> alert instanceof Map<?, ?> map && status.equals(map.get("status")))
            .count()
        : 0;
  }

  /**
   * Where {@code alerts} is no array, the original says 200 and loses the body; here the body is
   * the one alert.
   */
  private static IncomingAlerts eachOf(Map<String, @Nullable Object> body) {
    Object alerts = body.getOrDefault("alerts", List.of());
    return alerts instanceof List<?> list
        ? new Accepted(list.stream().map(IncomingAlert::oneOfMany).toList())
        : Accepted.one(IncomingAlert.oneOfMany(body));
  }

  private static IncomingAlert dashboard(Map<String, @Nullable Object> body) {
    if (body.containsKey("attachments")) {
      return slackFormatted(body);
    }
    return new IncomingAlert(
        body,
        AlertColumns.title(body.getOrDefault("title", "Title")),
        AlertColumns.message(body.get("message")),
        AlertColumns.imageUrl(body.get("imageUrl")),
        AlertColumns.link(body.get("ruleUrl")),
        false);
  }

  /** Somebody pointed a Slack contact point at this address: shown, with advice in front. */
  private static IncomingAlert slackFormatted(Map<String, @Nullable Object> body) {
    Map<String, @Nullable Object> first =
        body.get("attachments") instanceof List<?> list && !list.isEmpty()
            ? PlainValues.asObject(list.getFirst())
            : null;
    Map<String, @Nullable Object> attachment = first == null ? Map.of() : first;
    String text = AlertColumns.message(attachment.get("text"));
    return new IncomingAlert(
        body,
        AlertColumns.title(attachment.getOrDefault("title", "Title")),
        AlertColumns.message(
            "This notification is in Slack's format: change the contact point's type to Webhook.\n"
                + (text == null ? "" : text)),
        AlertColumns.imageUrl(attachment.get("image_url")),
        AlertColumns.link(attachment.get("title_link")),
        false);
  }
}
