package dev.watchbill.domain.alert;

import dev.watchbill.domain.integration.PlainValues;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The message inside an SNS envelope. CloudWatch alarms are JSON and get a title, a text and a link
 * to the console; anything else is a text.
 */
final class SnsAlert {

  private SnsAlert() {}

  static IncomingAlert read(
      Map<String, @Nullable Object> envelope, Function<String, Optional<Object>> json) {
    Object message = envelope.get("Message");
    Map<String, @Nullable Object> alarm =
        PlainValues.asObject(
            message instanceof String text ? json.apply(text).orElse(null) : message);
    if (alarm == null) {
      return IncomingAlert.of(PlainValues.object("message", message == null ? "" : message));
    }
    String description =
        Stream.of(
                line("State", alarm.get("NewStateValue")),
                line("Region", alarm.get("Region")),
                line("Description", alarm.get("AlarmDescription")),
                line("Reason", alarm.get("NewStateReason")))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("\n"));
    return new IncomingAlert(
        alarm,
        AlertColumns.title(alarm.getOrDefault("AlarmName", "Alert")),
        AlertColumns.message(description),
        null,
        AlertColumns.link(console(envelope.get("TopicArn"), alarm)),
        false);
  }

  private static Optional<String> line(String name, @Nullable Object value) {
    return Optional.ofNullable(AlertColumns.message(value)).map(text -> name + ": " + text);
  }

  /** The region is the fourth field of the topic's name; without it there is no link. */
  private static @Nullable String console(
      @Nullable Object topicArn, Map<String, @Nullable Object> alarm) {
    if (!(topicArn instanceof String arn)) {
      return null;
    }
    String[] fields = arn.split(":", -1);
    if (fields.length < 4 || fields[3].isBlank()) {
      return null;
    }
    String page =
        "AWS/ElasticBeanstalk".equals(namespace(alarm)) ? "elasticbeanstalk" : "cloudwatch";
    return "https://console.aws.amazon.com/"
        + page
        + "/home?region="
        + URLEncoder.encode(fields[3], StandardCharsets.UTF_8);
  }

  private static @Nullable Object namespace(Map<String, @Nullable Object> alarm) {
    Map<String, @Nullable Object> trigger = PlainValues.asObject(alarm.get("Trigger"));
    return trigger == null ? null : trigger.get("Namespace");
  }
}
