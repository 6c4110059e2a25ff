package dev.watchbill.domain.schedule.ical;

import dev.watchbill.domain.IanaZones;
import dev.watchbill.domain.LetterCase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.fortuna.ical4j.model.property.TzOffsetTo;
import net.fortuna.ical4j.transform.compliance.TzHelper;

/*
 * A TZID is, in this order: a name of the IANA list; a time zone that the calendar itself defines; a Windows name (windows-zones.tsv,
 * from CLDR); the same in another letter case; a name behind a prefix that somebody's registry put there, as in
 * /citadel.org/20230101_1/Europe/Berlin (RFC 5545 §3.2.19); or unknown, which counts as UTC and is told. In a VTIMEZONE a name is
 * TEXT, where commas and backslashes are escaped; in a parameter it is not, though some escape it there too: both are read alike.
 *
 * A defined zone becomes java.time's own ZoneRules, from its transitions up to LAST_YEAR. ical4j's ZoneRulesBuilder is not used: it
 * asks the system clock which observances are current, and walks any rule from its start until now, one of every second included.
 */
/** The wall clocks that a calendar names. */
final class Clocks {

  private static final int LAST_YEAR = 2100;

  /** No event is older; Outlook lets its zones begin in 1601. */
  private static final LocalDateTime OLDEST = LocalDateTime.of(1899, 1, 1, 0, 0);

  private static final int MOST_TRANSITIONS = 1_000;

  /** Far more starts than the last Sunday of a month has in one year. */
  private static final int WIDEST = 60;

  /** Each slash of a name is tried. */
  private static final int LONGEST_NAME = 200;

  private final Map<String, Component> defined = new HashMap<>();
  private final Map<String, Clock> known = new HashMap<>();
  private final Set<String> unknown = new LinkedHashSet<>();

  void define(Component zone) {
    Component.Property id = zone.first("TZID");
    if (id != null) defined.putIfAbsent(unescaped(id.value()), zone);
  }

  /** TZIDs that counted as UTC because nobody knows them. */
  Collection<String> unknown() {
    return unknown;
  }

  Clock named(String tzid) {
    return known.computeIfAbsent(unescaped(tzid), this::find);
  }

  private static String unescaped(String name) {
    String stripped = name.strip();
    if (stripped.indexOf('\\') < 0) return stripped;
    var text = new StringBuilder();
    for (int i = 0; i < stripped.length(); i++) {
      boolean escapes =
          stripped.charAt(i) == '\\'
              && i + 1 < stripped.length()
              && "\\,;".indexOf(stripped.charAt(i + 1)) >= 0;
      text.append(stripped.charAt(escapes ? ++i : i));
    }
    return text.toString();
  }

  private Clock find(String name) {
    Optional<Clock> clock =
        IanaZones.find(name)
            .map(Clocks::of)
            .or(() -> definition(name))
            .or(() -> listed(name))
            .or(() -> behindPrefix(name));
    if (clock.isEmpty()) unknown.add(Blocks.shortened(name));
    return clock.orElse(Clock.UTC);
  }

  private static Clock of(ZoneId zone) {
    return new Clock(zone.getRules());
  }

  /** By a Windows name, or by any name in another letter case. */
  private static Optional<Clock> listed(String name) {
    String windows = Windows.NAMES.get(LetterCase.lower(name));
    return Optional.ofNullable(windows)
        .or(() -> IanaZones.spelled(name))
        .flatMap(IanaZones::find)
        .map(Clocks::of);
  }

  /** The longest rest behind a slash that is a name. */
  private static Optional<Clock> behindPrefix(String name) {
    if (name.length() > LONGEST_NAME) return Optional.empty();
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      Optional<Clock> clock = listed(name.substring(slash + 1));
      if (clock.isPresent()) return clock;
    }
    return Optional.empty();
  }

  /** Windows names in lower case, read when the first one is asked for. */
  private static final class Windows {
    static final Map<String, String> NAMES = new HashMap<>();

    static {
      for (String line : lines(Clocks.class, "windows-zones.tsv")) {
        int tab = line.indexOf('\t');
        if (tab > 0) NAMES.put(LetterCase.lower(line.substring(0, tab)), line.substring(tab + 1));
      }
      // ical4j's own table has wrong zones, but also what Windows calls a name when it shows it:
      // name;shown=zone.
      for (String line : lines(TzHelper.class, "msTimezones")) {
        int semicolon = line.indexOf(';');
        int equals = line.indexOf('=', semicolon + 1);
        if (semicolon < 0 || equals < 0) continue;
        String zone = NAMES.get(LetterCase.lower(line.substring(0, semicolon)));
        if (zone == null) continue;
        NAMES.put(LetterCase.lower(line.substring(semicolon + 1, equals)), zone);
      }
    }

    private static List<String> lines(Class<?> beside, String resource) {
      try (InputStream table = beside.getResourceAsStream(resource)) {
        if (table == null) throw new IllegalStateException("no " + resource);
        return new String(table.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Optional<Clock> definition(String name) {
    Component zone = defined.get(name);
    if (zone == null || zone.parts().size() > CalendarLimits.OBSERVANCES) return Optional.empty();
    try {
      return transitions(zone);
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty(); // what cannot be understood is an unknown zone
    }
  }

  private static Optional<Clock> transitions(Component zone) {
    TreeMap<LocalDateTime, Component> onsets = new TreeMap<>();
    int walked = 0; // also those that are the same
    for (Component observance : zone.parts()) {
      List<LocalDateTime> own = onsets(observance);
      walked += own.size();
      if (walked > MOST_TRANSITIONS) throw tooMany();
      for (LocalDateTime onset : own) onsets.put(onset, observance);
    }
    if (onsets.isEmpty()) return Optional.empty();
    ZoneOffset first = offset(onsets.firstEntry().getValue(), "TZOFFSETFROM");
    ZoneOffset current = first;
    List<ZoneOffsetTransition> transitions = new ArrayList<>();
    for (Map.Entry<LocalDateTime, Component> onset : onsets.entrySet()) {
      ZoneOffset next = offset(onset.getValue(), "TZOFFSETTO");
      if (!next.equals(current)) {
        transitions.add(ZoneOffsetTransition.of(onset.getKey(), current, next));
      }
      current = next;
    }
    return Optional.of(new Clock(ZoneRules.of(first, first, List.of(), transitions, List.of())));
  }

  /** When the observance begins, on the clock as it was before. */
  private static List<LocalDateTime> onsets(Component observance) {
    Component.Property begin = observance.first("DTSTART");
    if (begin == null) return List.of();
    LocalDateTime start = Moment.of(begin.value()).digits();
    List<LocalDateTime> onsets = new ArrayList<>(List.of(start));
    for (Component.Property dates : observance.all("RDATE")) {
      for (String date : dates.value().split(",", MOST_TRANSITIONS)) {
        if (onsets.size() > MOST_TRANSITIONS) throw tooMany();
        onsets.add(Moment.of(date.split("/", 2)[0]).digits());
      }
    }
    for (Component.Property rule : observance.all("RRULE")) {
      var recurs = Rule.of(rule.value());
      if (!recurs.yearly() || recurs.widerThan(WIDEST)) {
        throw new IllegalArgumentException("a zone changes by years");
      }
      var end = LocalDateTime.of(LAST_YEAR, 1, 1, 0, 0);
      ZoneOffset before = offset(observance, "TZOFFSETFROM");
      var walk = recurs.walk(start, start.isBefore(OLDEST) ? OLDEST : start);
      while (walk.hasNext()) {
        if (onsets.size() > MOST_TRANSITIONS) throw tooMany();
        LocalDateTime next = walk.next();
        if (next.isAfter(end) || recurs.over(next.toInstant(before), next)) break;
        onsets.add(next);
      }
    }
    return onsets;
  }

  private static IllegalArgumentException tooMany() {
    return new IllegalArgumentException("more than " + MOST_TRANSITIONS + " changes");
  }

  private static ZoneOffset offset(Component observance, String property) {
    Component.Property given = observance.first(property);
    if (given == null) throw new IllegalArgumentException("a zone without " + property);
    return new TzOffsetTo(given.value().strip()).getOffset();
  }
}
