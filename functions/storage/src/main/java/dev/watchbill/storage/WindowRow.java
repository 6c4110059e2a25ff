package dev.watchbill.storage;

import dev.watchbill.domain.delivery.DeliveryChannel;
import dev.watchbill.domain.delivery.SendWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a person got a moment ago, as a row; it goes by itself when it does not matter any more. */
final class WindowRow {

  private static final Duration KEPT = Duration.ofDays(1);

  private WindowRow() {}

  static Key key(SendWindow window) {
    return Keys.row(window.org(), "send-window", window.name());
  }

  static Item item(SendWindow window, long version) {
    List<Map<String, Object>> waiting = new ArrayList<>();
    for (SendWindow.Waiting each : window.waiting()) {
      Map<String, Object> map = new TreeMap<>();
      map.put("group", each.groupId());
      map.put("run", each.run());
      if (each.ruleId() != null) map.put("id", each.ruleId());
      if (each.rule() != null) map.put("rule", each.rule());
      if (each.direct()) map.put("direct", true);
      waiting.add(map);
    }
    Item.Builder row =
        Item.at(key(window), "send-window")
            .version(version)
            .set("sent", window.sent().stream().map(Instant::toString).toList())
            .set("waiting", waiting.isEmpty() ? null : waiting)
            .set("due", window.due());
    // While something waits it never goes.
    if (waiting.isEmpty() && !window.sent().isEmpty()) {
      row.expires(window.sent().getLast().plus(KEPT));
    }
    return row.build();
  }

  static SendWindow read(
      String org, String user, DeliveryChannel channel, boolean important, Item item) {
    List<SendWindow.Waiting> waiting = new ArrayList<>();
    for (Object each : item.list("waiting")) {
      if (!(each instanceof Map<?, ?> map)) throw new IllegalStateException("no map waits");
      waiting.add(
          new SendWindow.Waiting(
              String.valueOf(map.get("group")),
              map.get("id") instanceof String id ? id : null,
              map.get("rule") instanceof String rule ? rule : null,
              map.get("run") instanceof Long run ? run : 0,
              Boolean.TRUE.equals(map.get("direct"))));
    }
    return new SendWindow(
        org,
        user,
        channel,
        important,
        item.texts("sent").stream().map(Instant::parse).toList(),
        waiting,
        item.instant("due"),
        item.version());
  }
}
