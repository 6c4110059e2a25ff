package dev.watchbill.domain;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/*
 * ZoneId.of alone is too generous: it takes Z, GMT+2 and +02:00, and Java's own SystemV zones. And it is too strict: six links of
 * the IANA list are not in Java's. Those stand here with what they are links to since release 2024b.
 */
/** The time zones of the IANA list, by name. */
public final class IanaZones {

  private static final Map<String, String> LINKS =
      Map.of(
          "EST", "America/Panama",
          "MST", "America/Phoenix",
          "HST", "Pacific/Honolulu",
          "ROC", "Asia/Taipei",
          "GMT+0", "Etc/GMT",
          "GMT-0", "Etc/GMT");

  private static final Set<String> NAMES = all();

  /** Made when the first name in another letter case is asked for. */
  private static final class Lower {
    static final Map<String, String> NAMES = new HashMap<>();

    static {
      for (String name : IanaZones.NAMES) NAMES.put(LetterCase.lower(name), name);
    }
  }

  private IanaZones() {}

  private static Set<String> all() {
    Set<String> names = new TreeSet<>(ZoneId.getAvailableZoneIds());
    names.removeIf(name -> name.startsWith("SystemV/")); // Java's own
    names.addAll(LINKS.keySet());
    return Set.copyOf(names);
  }

  /** Every name, in its own spelling. */
  public static Set<String> names() {
    return NAMES;
  }

  /** The zone of a name in its own spelling. A link gives the zone that it leads to. */
  public static Optional<ZoneId> find(String name) {
    return NAMES.contains(name)
        ? Optional.of(ZoneId.of(LINKS.getOrDefault(name, name)))
        : Optional.empty();
  }

  /** The name in its own spelling, whatever the letter case it is written in. */
  public static Optional<String> spelled(String name) {
    return NAMES.contains(name)
        ? Optional.of(name)
        : Optional.ofNullable(Lower.NAMES.get(LetterCase.lower(name)));
  }
}
