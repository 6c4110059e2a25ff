package dev.watchbill.handlers.oncall;

import dev.watchbill.handlers.http.Fields;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code time_zone} in bodies: an IANA name, whatever its letter case (spec oncall-api §1.10). */
final class ZoneNames {
  private static final int LONGEST = 100;

  /** Made when the first zone is asked for. */
  private static final class Holder {
    static final Map<String, String> BY_LOWER_CASE =
        ZoneId.getAvailableZoneIds().stream()
            .filter(name -> !name.startsWith("SystemV/"))
            .collect(Collectors.toUnmodifiableMap(ZoneNames::lower, name -> name));
  }

  /** The zone of a name that was read by {@link #name}; UTC stands in for one that is wrong. */
  static ZoneId zone(String name) {
    return ZoneId.of(Holder.BY_LOWER_CASE.getOrDefault(lower(name), "UTC"));
  }

  /** The name as it was sent; null only where that is allowed. */
  static @Nullable String name(Fields in, @Nullable String ifAbsent, boolean nullable) {
    if (!in.has("time_zone")) return ifAbsent;
    String name =
        nullable
            ? in.textOrNull("time_zone", LONGEST, null)
            : in.text("time_zone", LONGEST, ifAbsent == null ? "UTC" : ifAbsent);
    boolean known = name == null || name.isEmpty() || Holder.BY_LOWER_CASE.containsKey(lower(name));
    if (!known) in.error("time_zone", "Invalid timezone");
    return name;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private ZoneNames() {}
}
