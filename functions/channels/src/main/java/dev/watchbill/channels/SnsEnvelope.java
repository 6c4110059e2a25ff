package dev.watchbill.channels;

import org.jspecify.annotations.Nullable;

/**
 * One message as Amazon SNS posts it to an HTTPS subscriber.
 *
 * @param type {@code Notification}, {@code SubscriptionConfirmation} or {@code
 *     UnsubscribeConfirmation}
 * @param subject null when the publisher gave none
 * @param subscribeUrl null on notifications
 * @param token null on notifications
 */
public record SnsEnvelope(
    String type,
    String messageId,
    String topicArn,
    @Nullable String subject,
    String message,
    String timestamp,
    String signatureVersion,
    String signature,
    String signingCertUrl,
    @Nullable String subscribeUrl,
    @Nullable String token) {

  /** Whether this asks the subscriber to confirm that it wants (or no longer wants) the topic. */
  public boolean isConfirmation() {
    return !type.equals("Notification");
  }

  /**
   * What the signature covers: name and value, each on its line, in the order of the names. A
   * subject that is absent is left out.
   */
  String signedText() {
    StringBuilder text = new StringBuilder();
    line(text, "Message", message);
    line(text, "MessageId", messageId);
    if (isConfirmation()) {
      line(text, "SubscribeURL", subscribeUrl);
    } else {
      line(text, "Subject", subject);
    }
    line(text, "Timestamp", timestamp);
    if (isConfirmation()) line(text, "Token", token);
    line(text, "TopicArn", topicArn);
    line(text, "Type", type);
    return text.toString();
  }

  private static void line(StringBuilder text, String name, @Nullable String value) {
    if (value != null) text.append(name).append('\n').append(value).append('\n');
  }
}
