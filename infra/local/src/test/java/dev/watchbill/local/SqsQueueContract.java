package dev.watchbill.local;

import dev.watchbill.channels.SqsTimerQueue;
import dev.watchbill.domain.timer.TimerQueue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The contract on the adapter of the cloud, against something that speaks SQS. */
abstract class SqsQueueContract extends QueueContract {

  private final SqsClient sqs = client();
  private final String dead = create("dead", Map.of());
  private final String queue =
      create(
          "queue",
          Map.of(
              QueueAttributeName.VISIBILITY_TIMEOUT,
              Integer.toString(VISIBILITY_SECONDS),
              QueueAttributeName.REDRIVE_POLICY,
              "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}"
                  .formatted(arn(dead), MAX_RECEIVES)));

  abstract SqsClient client();

  static SqsClient clientOf(URI endpoint) {
    return SqsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private String create(String name, Map<QueueAttributeName, String> attributes) {
    return sqs.createQueue(
            queue -> queue.queueName(name + "-" + UUID.randomUUID()).attributes(attributes))
        .queueUrl();
  }

  private String arn(String url) {
    return String.valueOf(
        sqs.getQueueAttributes(
                queue -> queue.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN));
  }

  @Override
  TimerQueue timers() {
    return new SqsTimerQueue(sqs, queue);
  }

  @Override
  MessageSource reader(Duration wait) {
    return new MessageSource() {
      @Override
      public List<QueueMessage> receive(int most) {
        return sqs
            .receiveMessage(
                request ->
                    request
                        .queueUrl(queue)
                        .maxNumberOfMessages(most)
                        .waitTimeSeconds(Math.toIntExact(wait.toSeconds()))
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
            .messages()
            .stream()
            .map(SqsQueueContract::message)
            .toList();
      }

      @Override
      public void delete(QueueMessage message) {
        sqs.deleteMessage(request -> request.queueUrl(queue).receiptHandle(message.receipt()));
      }
    };
  }

  private static QueueMessage message(Message message) {
    Map<MessageSystemAttributeName, String> attributes = message.attributes();
    return new QueueMessage(
        message.messageId(),
        message.receiptHandle(),
        message.body(),
        Integer.parseInt(
            attributes.getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "0")),
        time(attributes, MessageSystemAttributeName.SENT_TIMESTAMP),
        time(attributes, MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP));
  }

  private static Instant time(
      Map<MessageSystemAttributeName, String> attributes, MessageSystemAttributeName name) {
    return Instant.ofEpochMilli(Long.parseLong(attributes.getOrDefault(name, "0")));
  }

  @Override
  List<String> deadLetters() {
    return sqs
        .receiveMessage(
            request -> request.queueUrl(dead).maxNumberOfMessages(10).waitTimeSeconds(1))
        .messages()
        .stream()
        .map(Message::body)
        .toList();
  }
}
