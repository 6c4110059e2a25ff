package dev.watchbill.domain.template.jinja;

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
  private static final Map<String, String> ALL = all();

  private Zones() {}

  private static Map<String, String> all() {
    Map<String, String> out = new HashMap<>();
    for (String id : ZoneId.getAvailableZoneIds()) {
      if (!id.startsWith("SystemV/")) {
        out.put(id.toLowerCase(Locale.ROOT), id);
      }
    }
    return Map.copyOf(out);
  }

  static PyDateTime convert(PyDateTime t, @Nullable String name) {
    if (name == null) {
      throw new PyError(PyError.Type.KEY, "None");
    }
    if (name.equalsIgnoreCase("UTC")) {
      return t.in(TimeZoneOffset.UTC);
    }
    String id = ALL.get(name.toLowerCase(Locale.ROOT));
    if (id == null) {
      throw new PyError(PyError.Type.KEY, PythonText.repr(name));
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
    String name = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(instant.atZone(zone));
    boolean letters = name.length() <= 5 && name.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    if (letters) {
      return name;
    }
    String digits = new TimeZoneOffset(offset.getTotalSeconds(), null).hours("");
    return digits.endsWith("00") && digits.length() == 5 ? digits.substring(0, 3) : digits;
  }
}
