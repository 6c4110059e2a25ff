package dev.watchbill.domain.template.jinja;

import dev.watchbill.domain.LetterCase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Time zones by their IANA names, in any case. */
final class Zones {
  /** Names of the zone database that Java does not list. */
  private static final Map<String, String> ALIASES =
      Map.of(
          "est", "America/Panama",
          "mst", "America/Phoenix",
          "hst", "Pacific/Honolulu",
          "roc", "Asia/Taipei",
          "gmt+0", "Etc/GMT",
          "gmt-0", "Etc/GMT");

  /**
   * Where Java knows letters that the zone database does not have, or other ones; an empty table
   * stands for the bare offset.
   */
  private static final Map<String, Map<String, String>> LETTERS =
      Map.ofEntries(
          Map.entry("America/Adak", Map.of("HAST", "HST", "HADT", "HDT")),
          Map.entry("America/Atka", Map.of("HAST", "HST", "HADT", "HDT")),
          Map.entry("US/Aleutian", Map.of("HAST", "HST", "HADT", "HDT")),
          Map.entry("MET", Map.of("CET", "MET", "CEST", "MEST")),
          Map.entry("Pacific/Guam", Map.of("+10", "ChST")),
          Map.entry("Pacific/Saipan", Map.of("+10", "ChST")),
          Map.entry("Antarctica/Casey", Map.of()),
          Map.entry("Antarctica/Troll", Map.of()),
          Map.entry("Asia/Colombo", Map.of()),
          Map.entry("Atlantic/Azores", Map.of()),
          Map.entry("Europe/Minsk", Map.of()));

  private static final Map<String, String> ALL = all();

  private Zones() {}

  private static Map<String, String> all() {
    Map<String, String> out = new HashMap<>();
    for (String id : ZoneId.getAvailableZoneIds()) {
      if (!id.startsWith("SystemV/")) {
        out.put(LetterCase.lower(id), id);
      }
    }
    out.putAll(ALIASES);
    return Map.copyOf(out);
  }

  static PyDateTime convert(PyDateTime t, @Nullable String name) {
    if (name == null) {
      throw new PyError(PyError.Type.KEY, "None");
    }
    if (name.equalsIgnoreCase("UTC")) {
      return t.in(TimeZoneOffset.UTC);
    }
    String id = ALL.get(LetterCase.lower(name));
    if (id == null) {
      throw new PyError(PyError.Type.KEY, PythonText.shown(name));
    }
    ZoneId zone = ZoneId.of(id);
    Instant instant = Instant.ofEpochSecond(Math.floorDiv(t.epochMicros(), 1_000_000L));
    ZoneOffset offset = zone.getRules().getOffset(instant);
    return t.in(new TimeZoneOffset(offset.getTotalSeconds(), abbreviation(zone, instant, offset)));
  }

  /**
   * Where the zone data has letters Java knows them; elsewhere it has the bare offset, as {@code
   * -03}.
   */
  private static String abbreviation(ZoneId zone, Instant instant, ZoneOffset offset) {
    Map<String, String> own = LETTERS.get(zone.getId());
    String name = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(instant.atZone(zone));
    boolean letters =
        name.length() <= 5
            && name.chars().allMatch(c -> c >= 'A' && c <= 'Z')
            && (own == null || !own.isEmpty());
    String text = letters ? name : bare(offset);
    return own == null ? text : own.getOrDefault(text, text);
  }

  private static String bare(ZoneOffset offset) {
    String digits = new TimeZoneOffset(offset.getTotalSeconds(), null).hours("");
    return digits.endsWith("00") && digits.length() == 5 ? digits.substring(0, 3) : digits;
  }
}
