package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.IanaZones;
import dev.watchbill.handlers.http.Fields;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** {@code time_zone} in bodies: an IANA name, whatever its letter case (spec oncall-api §1.10). */
final class ZoneNames {
  private static final int LONGEST = 100;

  /** The zone of a name that was read by {@link #name}; UTC stands in for one that is wrong. */
  static ZoneId zone(String name) {
    return IanaZones.spelled(name).flatMap(IanaZones::find).orElse(ZoneId.of("UTC"));
  }

  /** The name as it was sent; null only where that is allowed. */
  static @Nullable String name(Fields in, @Nullable String ifAbsent, boolean nullable) {
    if (!in.has("time_zone")) return ifAbsent;
    String name =
        nullable
            ? in.textOrNull("time_zone", LONGEST, null)
            : in.text("time_zone", LONGEST, ifAbsent == null ? "UTC" : ifAbsent);
    boolean known = name == null || name.isEmpty() || IanaZones.spelled(name).isPresent();
    if (!known) in.error("time_zone", "Invalid timezone");
    return name;
  }

  private ZoneNames() {}
}
