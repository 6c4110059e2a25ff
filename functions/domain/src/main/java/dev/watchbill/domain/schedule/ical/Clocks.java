package dev.watchbill.domain.schedule.ical;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
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
import net.fortuna.ical4j.model.TemporalAdapter;
import net.fortuna.ical4j.model.property.TzOffsetTo;
import net.fortuna.ical4j.transform.compliance.TzHelper;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.jspecify.annotations.Nullable;

/*
 * A TZID is, in this order: a name of the IANA list; a time zone that the calendar itself defines; a Windows name (ical4j has the
 * table); or unknown, which counts as UTC and is told (spec corrections, Schedules).
 *
 * A defined zone becomes java.time's own ZoneRules, from its transitions up to LAST_YEAR. ical4j's ZoneRulesBuilder is not used: it
 * asks the system clock which observances are current, and walks any rule from its start until now, one of every second included.
 */
/** The wall clocks that a calendar names. */
final class Clocks {

  private static final int LAST_YEAR = 2100;
  private static final int MOST_TRANSITIONS = 2_000;

  private final Map<String, Component> defined = new HashMap<>();
  private final Map<String, Clock> known = new HashMap<>();
  private final Set<String> unknown = new LinkedHashSet<>();
  private @Nullable Map<String, String> windows;

  void define(Component zone) {
    Component.Property id = zone.first("TZID");
    if (id != null) defined.putIfAbsent(id.value().strip(), zone);
  }

  /** TZIDs that counted as UTC because nobody knows them. */
  Collection<String> unknown() {
    return unknown;
  }

  Clock named(String tzid) {
    String name = tzid.strip();
    return known.computeIfAbsent(name, this::find);
  }

  private Clock find(String name) {
    Optional<Clock> clock = iana(name).or(() -> definition(name)).or(() -> windows(name));
    if (clock.isEmpty()) unknown.add(Blocks.shortened(name));
    return clock.orElse(Clock.UTC);
  }

  private static Optional<Clock> iana(String name) {
    if (!ZoneId.getAvailableZoneIds().contains(name)) return Optional.empty();
    return Optional.of(new Clock(ZoneId.of(name).getRules()));
  }

  private Optional<Clock> windows(String name) {
    Map<String, String> table = windows;
    if (table == null) windows = table = windowsNames();
    return Optional.ofNullable(table.get(name)).flatMap(Clocks::iana);
  }

  /** Lines {@code <name>;<display name>=<IANA name>}. */
  private static Map<String, String> windowsNames() {
    Map<String, String> names = new HashMap<>();
    try (InputStream table = TzHelper.class.getResourceAsStream("msTimezones")) {
      if (table == null) return names;
      var lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int semicolon = line.indexOf(';');
        int equals = line.indexOf('=', semicolon + 1);
        if (semicolon < 0 || equals < 0) continue;
        String iana = line.substring(equals + 1).strip();
        names.put(line.substring(0, semicolon), iana);
        names.put(line.substring(semicolon + 1, equals), iana);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }

  private Optional<Clock> definition(String name) {
    Component zone = defined.get(name);
    if (zone == null || zone.parts().size() > CalendarLimits.OBSERVANCES) return Optional.empty();
    try {
      return transitions(zone);
    } catch (DateTimeException | IllegalArgumentException | InvalidRecurrenceRuleException e) {
      return Optional.empty(); // what cannot be understood is an unknown zone
    }
  }

  private static Optional<Clock> transitions(Component zone) throws InvalidRecurrenceRuleException {
    TreeMap<LocalDateTime, Component> onsets = new TreeMap<>();
    for (Component observance : zone.parts()) {
      for (LocalDateTime onset : onsets(observance)) onsets.put(onset, observance);
      if (onsets.size() > MOST_TRANSITIONS) return Optional.empty();
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
  private static List<LocalDateTime> onsets(Component observance)
      throws InvalidRecurrenceRuleException {
    Component.Property begin = observance.first("DTSTART");
    if (begin == null) return List.of();
    LocalDateTime start = local(begin.value());
    List<LocalDateTime> onsets = new ArrayList<>(List.of(start));
    for (Component.Property dates : observance.all("RDATE")) {
      for (String date : dates.value().split(",", MOST_TRANSITIONS)) {
        onsets.add(local(date.split("/", 2)[0]));
      }
    }
    for (Component.Property rule : observance.all("RRULE")) {
      var recurs = Rule.of(rule.value());
      if (!recurs.yearly()) throw new IllegalArgumentException("a zone changes by years");
      var end = LocalDateTime.of(LAST_YEAR, 1, 1, 0, 0);
      ZoneOffset before = offset(observance, "TZOFFSETFROM");
      var walk = recurs.walk(start, start);
      for (int i = 0; i < MOST_TRANSITIONS && walk.hasNext(); i++) {
        LocalDateTime next = walk.next();
        if (next.isAfter(end) || recurs.over(next.toInstant(before))) break;
        onsets.add(next);
      }
    }
    return onsets;
  }

  private static ZoneOffset offset(Component observance, String property) {
    Component.Property given = observance.first(property);
    if (given == null) throw new IllegalArgumentException("a zone without " + property);
    return new TzOffsetTo(given.value().strip()).getOffset();
  }

  private static LocalDateTime local(String value) {
    Temporal time = TemporalAdapter.parse(value.strip()).getTemporal();
    return time instanceof LocalDateTime shown
        ? shown
        : time instanceof java.time.OffsetDateTime fixed
            ? fixed.toLocalDateTime()
            : java.time.LocalDate.from(time).atStartOfDay();
  }
}
