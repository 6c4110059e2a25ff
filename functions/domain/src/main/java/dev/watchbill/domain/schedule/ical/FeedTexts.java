package dev.watchbill.domain.schedule.ical;

import dev.watchbill.domain.schedule.CalendarCopies;
import dev.watchbill.domain.schedule.CalendarFeed;
import java.util.List;

/**
 * The texts of feeds, written by ical4j. Of a schedule's feed the text that was given out last is
 * kept, to see what vanished since.
 */
public final class FeedTexts implements CalendarFeed.Writer {

  /** In place of an address: no calendar from elsewhere has it. */
  private static final String FEED = "feed:";

  private final CalendarCopies copies;

  public FeedTexts(CalendarCopies copies) {
    this.copies = copies;
  }

  @Override
  public String write(CalendarFeed feed) {
    return CalendarText.write(feed.name(), entries(feed));
  }

  @Override
  public String write(CalendarFeed feed, String org, String schedule) {
    List<CalendarText.Entry> before =
        copies
            .find(org, schedule, FEED)
            .map(copy -> CalendarText.read(copy.text()))
            .orElse(List.of());
    List<CalendarText.Entry> entries =
        CalendarText.withCancelled(
            entries(feed), before, CalendarFeed.window(feed.made()).start(), feed.made());
    String text = CalendarText.write(feed.name(), entries);
    if (!CalendarText.tellTheSame(entries, before)) {
      copies.keep(org, schedule, FEED, new CalendarCopies.Copy(text, null, null));
    }
    return text;
  }

  private static List<CalendarText.Entry> entries(CalendarFeed feed) {
    return feed.events().stream()
        .map(
            event ->
                CalendarText.Entry.of(
                    event.uid(),
                    event.summary(),
                    event.start(),
                    event.end(),
                    event.override(),
                    feed.made()))
        .toList();
  }
}
