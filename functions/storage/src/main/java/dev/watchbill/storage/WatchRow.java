package dev.watchbill.storage;

import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.schedule.ScheduleWatch;
import dev.watchbill.domain.schedule.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is remembered of a schedule, as a row. */
final class WatchRow {

  private WatchRow() {}

  static Item item(ScheduleWatch watch, long version) {
    List<String> gaps = new ArrayList<>();
    for (Window gap : watch.gaps()) gaps.add(gap.start() + "/" + gap.end());
    return Item.at(ScheduleKeys.watch(watch.org(), watch.schedule()), "watch")
        .version(version)
        .set("seen", watch.seen())
        .set("onCall", watch.onCall())
        .set("gaps", gaps)
        .set("empty", watch.emptyShifts())
        .set("checked", watch.checked())
        .set("trouble", watch.trouble().isEmpty() ? null : watch.trouble())
        .set("calendars", watch.calendars().isEmpty() ? null : watch.calendars())
        .set("leftOut", watch.leftOut().isEmpty() ? null : watch.leftOut())
        .set("zone", watch.clock() == null ? null : watch.clock().zone())
        .set("zoneSince", watch.clock() == null ? null : watch.clock().since())
        .set("due", watch.due())
        .set("told", watch.ledger().count())
        .set("hash", watch.ledger().hash().isEmpty() ? null : watch.ledger().hash())
        .build();
  }

  static ScheduleWatch read(String org, String schedule, Item item) {
    List<Window> gaps = new ArrayList<>();
    for (String gap : item.texts("gaps")) {
      int slash = gap.indexOf('/');
      gaps.add(
          new Window(
              Instant.parse(gap.substring(0, slash)), Instant.parse(gap.substring(slash + 1))));
    }
    String trouble = item.text("trouble");
    String zone = item.text("zone");
    String hash = item.text("hash");
    return new ScheduleWatch(
        org,
        schedule,
        item.requiredInstant("seen"),
        item.texts("onCall"),
        gaps,
        item.texts("empty"),
        item.instant("checked"),
        trouble == null ? "" : trouble,
        item.texts("calendars"),
        item.texts("leftOut"),
        zone == null ? null : new ScheduleWatch.Clock(zone, item.requiredInstant("zoneSince")),
        item.instant("due"),
        new Ledger.Head(item.requiredNumber("told"), hash == null ? "" : hash),
        item.version());
  }
}
