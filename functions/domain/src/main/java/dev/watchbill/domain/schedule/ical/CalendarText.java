package dev.watchbill.domain.schedule.ical;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.PropertyList;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Value;
import net.fortuna.ical4j.model.property.CalScale;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.LastModified;
import net.fortuna.ical4j.model.property.Priority;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.RefreshInterval;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Version;
import net.fortuna.ical4j.model.property.XProperty;

/*
 * Calendars that import a file, instead of subscribing to it, keep what once was in it. So an event that vanishes stays in the text,
 * cancelled and without length, until it is older than the text's window. What vanished is seen by comparing with the text that was
 * given out before: the text itself is what is kept.
 */
/** The text of a calendar feed (spec oncall-behaviour §8.12). */
public final class CalendarText {

  /**
   * One person's time on call.
   *
   * @param uid names it, so that a client knows it again
   * @param stamp when it was first, or last, told to be so
   * @param modified as stamp, unless it was cancelled since
   */
  public record Entry(
      String uid,
      String summary,
      Instant start,
      Instant end,
      boolean override,
      Instant stamp,
      Instant modified,
      boolean cancelled) {

    /** An entry of a text made now. */
    public static Entry of(
        String uid, String summary, Instant start, Instant end, boolean override, Instant made) {
      return new Entry(uid, summary, start, end, override, made, made, false);
    }

    Entry cancelledAt(Instant made) {
      return new Entry(uid, summary, start, start, override, stamp, made, true);
    }
  }

  private CalendarText() {}

  /**
   * What is told now and what was told before and is no longer so, by start.
   *
   * @param oldest the beginning of the text's window
   */
  public static List<Entry> withCancelled(
      List<Entry> current, List<Entry> before, Instant oldest, Instant made) {
    Set<String> standing = new HashSet<>();
    for (Entry entry : current) standing.add(entry.uid());
    List<Entry> all = new ArrayList<>(current);
    for (Entry entry : before) {
      if (standing.contains(entry.uid()) || !entry.end().isAfter(oldest)) continue;
      all.add(entry.cancelled() ? entry : entry.cancelledAt(made));
    }
    all.sort(Comparator.comparing(Entry::start).thenComparing(Entry::uid));
    return all;
  }

  /** Whether somebody who has the one text has to be given the other: the times do not count. */
  public static boolean tellTheSame(List<Entry> one, List<Entry> other) {
    if (one.size() != other.size()) return false;
    Set<List<Object>> told = new HashSet<>();
    for (Entry entry : one) told.add(what(entry));
    return other.stream().allMatch(entry -> told.contains(what(entry)));
  }

  private static List<Object> what(Entry entry) {
    return List.of(
        entry.uid(),
        entry.summary(),
        entry.start(),
        entry.end(),
        entry.override(),
        entry.cancelled());
  }

  /** The text, in the order given. */
  public static String write(String name, List<Entry> entries) {
    var calendar = new Calendar();
    calendar.add(new Version(new ParameterList(), Version.VALUE_2_0));
    calendar.add(new ProdId("-//Watchbill//Watchbill//EN"));
    calendar.add(new CalScale(CalScale.VALUE_GREGORIAN));
    calendar.add(
        new RefreshInterval(new ParameterList(List.of(Value.DURATION)), Duration.ofHours(1)));
    calendar.add(new XProperty("X-WR-CALNAME", name));
    calendar.add(new XProperty("X-WR-TIMEZONE", "UTC"));
    for (Entry entry : entries) calendar.add(event(entry));
    var text = new StringWriter();
    try {
      new CalendarOutputter(false).output(calendar, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // into memory
    }
    return text.toString();
  }

  private static VEvent event(Entry entry) {
    var properties =
        new PropertyList()
            .add(new Summary(entry.summary()))
            .add(new DtStart<>(entry.start()))
            .add(new DtEnd<>(entry.end()))
            .add(new DtStamp(entry.stamp()))
            .add(new Uid(entry.uid()))
            .add(new LastModified(entry.modified()))
            .add(new Priority(entry.override() ? 1 : 0));
    if (entry.cancelled()) {
      properties = properties.add(new Status(Status.VALUE_CANCELLED));
    }
    return new VEvent((PropertyList) properties);
  }

  /** The entries of a text that {@link #write} has made. */
  public static List<Entry> read(String text) {
    List<Entry> entries = new ArrayList<>();
    try {
      for (Blocks.Block block : Blocks.of(text).events) {
        Component event = Component.of(block).orElseThrow();
        Instant stamp = instant(event, "DTSTAMP");
        entries.add(
            new Entry(
                value(event, "UID").text(),
                value(event, "SUMMARY").text(),
                instant(event, "DTSTART"),
                instant(event, "DTEND"),
                value(event, "PRIORITY").value().equals("1"),
                stamp,
                instant(event, "LAST-MODIFIED"),
                event.first("STATUS") != null));
      }
    } catch (Blocks.Unreadable e) {
      throw new IllegalArgumentException(e);
    }
    return entries;
  }

  private static Component.Property value(Component event, String name) {
    return Objects.requireNonNull(event.first(name), name);
  }

  private static Instant instant(Component event, String name) {
    return Clock.UTC.instantOf(
        Moment.of(value(event, name).value(), null, new Clocks()).shown(Clock.UTC));
  }
}
