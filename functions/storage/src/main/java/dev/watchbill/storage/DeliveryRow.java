package dev.watchbill.storage;

import dev.watchbill.domain.delivery.Delivery;
import dev.watchbill.domain.delivery.DeliveryChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A delivery as a row. */
final class DeliveryRow {

  /** Nobody asks for it after that. */
  private static final Duration KEPT = Duration.ofDays(90);

  private DeliveryRow() {}

  static Item item(Delivery delivery, long version) {
    List<Map<String, Object>> history = new ArrayList<>();
    for (Delivery.Line line : delivery.history()) {
      Map<String, Object> map = new TreeMap<>();
      map.put("at", line.at().toString());
      map.put("w", line.what());
      if (line.code() != null) map.put("c", line.code());
      history.add(map);
    }
    Map<String, Object> event = new TreeMap<>(delivery.event());
    return Item.at(Keys.delivery(delivery.id()), "delivery")
        .version(version)
        .set("org", delivery.org())
        .set("for", delivery.purpose().slug())
        .set("channel", delivery.channel().slug())
        .set("to", delivery.to())
        .set("user", delivery.userId())
        .set("groups", delivery.groups().isEmpty() ? null : delivery.groups())
        .set("important", delivery.important() ? true : null)
        .set("rule", delivery.rule())
        .set("run", delivery.run() == 0 ? null : delivery.run())
        .set("direct", delivery.direct() ? true : null)
        .set("reason", delivery.reason())
        .set("event", event.isEmpty() ? null : event)
        .set("state", delivery.state().slug())
        .set("attempt", delivery.attempt())
        .set("due", delivery.due())
        .set("deadline", delivery.deadline())
        .set("provider", delivery.provider())
        .set("ref", delivery.reference())
        .set("history", history.isEmpty() ? null : history)
        .set("made", delivery.createdAt())
        .expires(delivery.createdAt().plus(KEPT))
        .build();
  }

  static Delivery read(Item item) {
    List<Delivery.Line> history = new ArrayList<>();
    for (Object each : item.list("history")) {
      if (!(each instanceof Map<?, ?> map)) throw new IllegalStateException("a line is no map");
      Object code = map.get("c");
      history.add(
          new Delivery.Line(
              Instant.parse(String.valueOf(map.get("at"))),
              String.valueOf(map.get("w")),
              code == null ? null : code.toString()));
    }
    Map<String, String> event = new TreeMap<>();
    item.map("event").forEach((name, value) -> event.put(name, String.valueOf(value)));
    return new Delivery(
        item.key().pk().substring(Keys.DELIVERY_PREFIX.length()),
        item.requiredText("org"),
        Delivery.Purpose.ofSlug(item.requiredText("for")).orElseThrow(),
        DeliveryChannel.ofSlug(item.requiredText("channel")).orElseThrow(),
        item.requiredText("to"),
        item.text("user"),
        item.texts("groups"),
        item.flag("important"),
        item.text("rule"),
        item.number("run", 0),
        item.flag("direct"),
        item.requiredText("reason"),
        event,
        Delivery.State.ofSlug(item.requiredText("state")).orElseThrow(),
        Math.toIntExact(item.requiredNumber("attempt")),
        item.instant("due"),
        item.requiredInstant("deadline"),
        item.text("provider"),
        item.text("ref"),
        history,
        item.requiredInstant("made"),
        item.version());
  }
}
