package dev.watchbill.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The events that Lambda hands to a function for a queue and for a schedule, and the answer. */
final class SqsEvents {

  static final String ACCOUNT = "000000000000";
  private static final String REGION = "us-east-1";

  private SqsEvents() {}

  static byte[] batch(String queue, List<QueueMessage> messages) {
    ObjectNode event = Json.object();
    ArrayNode records = event.putArray("Records");
    for (QueueMessage message : messages) {
      ObjectNode item = records.addObject();
      item.put("messageId", message.id());
      item.put("receiptHandle", message.receipt());
      item.put("body", message.body());
      item.putObject("attributes")
          .put("ApproximateReceiveCount", Integer.toString(message.receives()))
          .put("SentTimestamp", Long.toString(message.sent().toEpochMilli()))
          .put("SenderId", "AIDALOCAL")
          .put(
              "ApproximateFirstReceiveTimestamp",
              Long.toString(message.firstReceived().toEpochMilli()));
      item.putObject("messageAttributes");
      item.put("md5OfBody", md5(message.body()));
      item.put("eventSource", "aws:sqs");
      item.put("eventSourceARN", "arn:aws:sqs:" + REGION + ":" + ACCOUNT + ":" + queue);
      item.put("awsRegion", REGION);
    }
    return Json.bytes(event);
  }

  static byte[] schedule(String rule, Instant at) {
    ObjectNode event = Json.object();
    event.put("version", "0");
    event.put("id", UUID.randomUUID().toString());
    event.put("detail-type", "Scheduled Event");
    event.put("source", "aws.events");
    event.put("account", ACCOUNT);
    event.put("time", at.truncatedTo(ChronoUnit.SECONDS).toString());
    event.put("region", REGION);
    event.putArray("resources").add("arn:aws:events:" + REGION + ":" + ACCOUNT + ":rule/" + rule);
    event.putObject("detail");
    return Json.bytes(event);
  }

  /**
   * The messages that a function reports as failed ({@code ReportBatchItemFailures}). As Lambda
   * reads it: no list means all went well; an answer that makes no sense means that all failed.
   */
  static Set<String> failures(byte[] answer, List<QueueMessage> batch) {
    Set<String> all = batch.stream().map(QueueMessage::id).collect(Collectors.toSet());
    if (answer.length == 0) return Set.of();
    JsonNode json = Json.read(answer).orElse(null);
    if (json == null) return all;
    JsonNode items = json.path("batchItemFailures");
    if (items.isMissingNode() || items.isNull()) return Set.of();
    Set<String> failed = new HashSet<>();
    for (JsonNode item : items) failed.add(item.path("itemIdentifier").asText(""));
    return items.isArray() && all.containsAll(failed) ? failed : all;
  }

  private static String md5(String body) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
