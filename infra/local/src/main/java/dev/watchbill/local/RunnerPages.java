package dev.watchbill.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.domain.delivery.Delivery;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What only the local runner serves (DESIGN §6): {@code /-/ready}, {@code /-/clock} and {@code
 * /-/outbox}. A slash at the end makes no difference.
 */
final class RunnerPages {

  private final Pace pace;
  private final InstantSource clock;
  private final MemoryOutbox outbox;
  private final Serving serving;

  RunnerPages(Pace pace, InstantSource clock, MemoryOutbox outbox, Serving serving) {
    this.pace = pace;
    this.clock = clock;
    this.outbox = outbox;
    this.serving = serving;
  }

  /** The page, or empty when the request is for a function. */
  Optional<GatewayAnswer> answer(GatewayEvent request) {
    if (!request.rawPath().startsWith("/-/")) return Optional.empty();
    String page = request.rawPath().substring(3).replaceFirst("/$", "");
    String method = request.method().equals("HEAD") ? "GET" : request.method();
    return Optional.of(
        switch (method + " " + page) {
          case "GET ready" -> ready();
          case "GET clock" -> clock();
          case "POST clock" -> moveClock(request.body());
          case "GET outbox" -> outbox();
          case "DELETE outbox" -> {
            outbox.clear();
            yield GatewayAnswer.json(200, Json.object().put("cleared", true));
          }
          default -> detail(404, "Not found.");
        });
  }

  private GatewayAnswer ready() {
    return serving
        .obstacle()
        .map(GatewayAnswer::notServing)
        .orElseGet(() -> GatewayAnswer.json(200, Json.object().put("status", "ready")));
  }

  private GatewayAnswer clock() {
    return GatewayAnswer.json(
        200,
        Json.object()
            .put("clock", pace instanceof ManualPace ? "manual" : "system")
            .put("now", clock.instant().toString()));
  }

  private GatewayAnswer moveClock(byte[] body) {
    if (!(pace instanceof ManualPace manual)) {
      return detail(409, "The clock is the system's; start with WATCHBILL_CLOCK=manual.");
    }
    JsonNode json = Json.read(body).orElse(Json.object());
    JsonNode advance = json.path("advance");
    JsonNode set = json.path("set");
    JsonNode skipIdle = json.path("skip_idle");
    if (advance.isTextual() == set.isTextual()) {
      return detail(
          400, "Give either {\"advance\":\"PT30M\"} or {\"set\":\"2026-01-01T00:00:00Z\"}.");
    }
    if (!skipIdle.isMissingNode() && !skipIdle.isBoolean()) {
      return detail(400, "skip_idle is true or false.");
    }
    try {
      if (advance.isTextual()) {
        Duration by = Duration.parse(advance.textValue());
        if (by.isNegative()) return detail(400, "Time advances; use set to go back.");
        manual.advance(by, skipIdle.asBoolean());
      } else {
        manual.moveTo(Instant.parse(set.textValue()), skipIdle.asBoolean());
      }
    } catch (DateTimeException | ArithmeticException e) {
      return detail(400, "Not a duration (PT30M) or an instant (2026-01-01T00:00:00Z).");
    } catch (IllegalArgumentException e) {
      return detail(400, e.getMessage() + ".");
    } catch (NoProgress e) {
      return detail(500, String.valueOf(e.getMessage()));
    } catch (NotServing e) {
      return GatewayAnswer.notServing(String.valueOf(e.getMessage()));
    }
    return clock();
  }

  private GatewayAnswer outbox() {
    ObjectNode page = Json.object();
    page.put("dropped", outbox.dropped());
    ArrayNode deliveries = page.putArray("deliveries");
    for (MemoryOutbox.Caught caught : outbox.all()) show(caught, deliveries.addObject());
    return GatewayAnswer.json(200, page);
  }

  private static void show(MemoryOutbox.Caught caught, ObjectNode item) {
    Delivery delivery = caught.delivery();
    item.put("at", caught.at().toString());
    item.put("channel", delivery.channel().slug());
    item.put("to", caught.to());
    item.put("user", delivery.userId());
    item.put("alert_group", delivery.group());
    ArrayNode groups = item.putArray("alert_groups");
    delivery.groups().forEach(groups::add);
    item.put("important", delivery.important());
    item.put("rule", delivery.rule());
    item.put("purpose", delivery.purpose().slug());
    item.put("delivery", delivery.id());
    item.put("reason", delivery.reason());
    item.put("answer_url", caught.answerUrl());
    item.set("content", Json.of(caught.message().parts()));
  }

  private static GatewayAnswer detail(int status, String detail) {
    return GatewayAnswer.json(status, Json.object().put("detail", detail));
  }
}
