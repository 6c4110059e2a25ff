package dev.watchbill.domain.schedule.ical;

import dev.watchbill.domain.LetterCase;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.fortuna.ical4j.data.UnfoldingReader;
import org.jspecify.annotations.Nullable;

/*
 * ical4j reads a calendar as a whole and gives it up as a whole. Cut into its components first, each is read by itself: what is wrong
 * with one stays its own trouble (spec corrections, Schedules), and counting what is there costs one pass and no memory.
 */
/** A calendar's text cut into its events and time zones, within {@link CalendarLimits}. */
final class Blocks {

  /**
   * One component: its unfolded content lines, the BEGIN and END of its own included.
   *
   * @param calendar which of the calendars of the text it is in, from 1
   */
  record Block(int number, int calendar, List<String> lines) {}

  /** Why no calendar is made of the text. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String why) {
      super(why, null, false, false);
    }
  }

  private static final String BEGIN = "BEGIN:";
  private static final String END = "END:";

  final List<Block> zones = new ArrayList<>();
  final List<Block> events = new ArrayList<>();
  final List<String> problems = new ArrayList<>();

  /** The zone that a calendar names for times without one, as it is written; by its number. */
  final Map<Integer, String> ownZones = new HashMap<>();

  private int depth;
  private int seen;
  private boolean tooLarge;
  private @Nullable String open;
  private int openDepth;
  private int chars;
  private List<String> lines = new ArrayList<>();

  private Blocks() {}

  static Blocks of(String text) throws Unreadable {
    if (text.length() > CalendarLimits.SIZE) {
      throw new Unreadable(
          "the calendar is longer than " + CalendarLimits.SIZE / 1024 / 1024 + " MB");
    }
    var blocks = new Blocks();
    String clean = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try (var reader = new UnfoldingReader(new StringReader(clean), 8_192, true)) {
      var line = new StringBuilder();
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        if (c == '\n') {
          blocks.line(line.toString());
          line.setLength(0);
        } else if (c != '\r') {
          line.append((char) c);
        }
      }
      blocks.line(line.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a text in memory
    }
    if (blocks.seen == 0) throw noCalendar();
    blocks.cutOff();
    return blocks;
  }

  private static Unreadable noCalendar() {
    return new Unreadable("not a calendar: it does not begin with BEGIN:VCALENDAR");
  }

  private void line(String line) throws Unreadable {
    if (line.isBlank()) return;
    String name = after(BEGIN, line);
    if (name != null) {
      begin(name, line);
    } else if ((name = after(END, line)) != null) {
      end(line);
    } else if (depth == 0 && seen == 0) {
      throw noCalendar();
    } else if (line.indexOf(':') > 0) {
      collect(line); // a line without a colon is none, and would swallow the next one
    }
  }

  private void begin(String name, String line) throws Unreadable {
    if (depth == 0) {
      if (!name.equals("VCALENDAR")) throw noCalendar();
      seen++;
    }
    if (++depth > CalendarLimits.DEPTH) {
      throw new Unreadable("components lie more than " + CalendarLimits.DEPTH + " deep");
    }
    boolean wanted = name.equals("VEVENT") || name.equals("VTIMEZONE");
    if (wanted && open != null) {
      cutOff();
      depth = openDepth;
    }
    if (wanted && depth > 1) {
      open = name;
      openDepth = depth;
      lines = new ArrayList<>();
      chars = 0;
      tooLarge = false;
    }
    collect(line);
  }

  private void end(String line) throws Unreadable {
    collect(line);
    if (open != null && depth == openDepth) close();
    if (depth > 0) depth--;
  }

  private void collect(String line) {
    if (open == null) {
      String zone = depth == 1 ? value(line, "X-WR-TIMEZONE") : null;
      if (zone != null) ownZones.putIfAbsent(seen, zone);
      return;
    }
    chars += line.length();
    tooLarge |= chars > CalendarLimits.COMPONENT_CHARS;
    tooLarge |= lines.size() >= CalendarLimits.COMPONENT_LINES;
    if (!tooLarge) lines.add(line);
  }

  private void close() throws Unreadable {
    boolean event = "VEVENT".equals(open);
    List<Block> those = event ? events : zones;
    int most = event ? CalendarLimits.EVENTS : CalendarLimits.ZONES;
    if (those.size() >= most) {
      throw new Unreadable("more than " + most + (event ? " events" : " time zones"));
    }
    var block = new Block(those.size() + 1, seen, lines);
    if (tooLarge) {
      problems.add(name(block) + " is too large and was skipped");
      block = new Block(block.number(), seen, List.of());
    }
    those.add(block); // also an empty one: they are numbered, and counted against the limit
    open = null;
  }

  private void cutOff() {
    if (open == null) return;
    var block = new Block(("VEVENT".equals(open) ? events : zones).size() + 1, seen, lines);
    problems.add(name(block) + " has no end and was skipped");
    open = null;
  }

  /** How a person finds it: by its title, else its id, else its number. */
  static String name(Block block) {
    String kind = block.lines().getFirst().contains("VTIMEZONE") ? "time zone" : "event";
    for (String property : List.of("SUMMARY", "UID", "TZID")) {
      for (String line : block.lines()) {
        String value = value(line, property);
        if (value != null) return kind + " \"" + shortened(value) + "\"";
      }
    }
    return kind + " number " + block.number();
  }

  /** What a line says if it is of this property and says anything. */
  private static @Nullable String value(String line, String property) {
    if (!line.regionMatches(true, 0, property, 0, property.length())) return null;
    char next = line.length() > property.length() ? line.charAt(property.length()) : 0;
    if (next != ':' && next != ';') return null;
    String value = line.substring(line.indexOf(':') + 1).strip();
    return value.isEmpty() ? null : value;
  }

  static String shortened(String text) {
    return text.length() <= CalendarLimits.QUOTED
        ? text
        : text.substring(0, CalendarLimits.QUOTED - 1) + "…";
  }

  private static @Nullable String after(String keyword, String line) {
    return line.regionMatches(true, 0, keyword, 0, keyword.length())
        ? LetterCase.upper(line.substring(keyword.length()).strip())
        : null;
  }
}
