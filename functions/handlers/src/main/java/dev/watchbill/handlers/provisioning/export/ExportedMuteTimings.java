package dev.watchbill.handlers.provisioning.export;

import dev.watchbill.domain.policy.Fnv64;
import dev.watchbill.domain.policy.MuteTiming;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Mute timings. */
public record ExportedMuteTimings(List<MuteTiming> timings, long orgId) implements Export {

  @Override
  public String section() {
    return "muteTimes";
  }

  @Override
  public List<Map<String, @Nullable Object>> entries() {
    return timings.stream().map(this::entry).toList();
  }

  private Map<String, @Nullable Object> entry(MuteTiming timing) {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("orgId", orgId);
    entry.put("name", timing.name());
    entry.put("time_intervals", timing.toPlainIntervals());
    return entry;
  }

  @Override
  public List<HclBlock> resources() {
    return timings.stream().map(ExportedMuteTimings::resource).toList();
  }

  /**
   * Never with {@code disable_provenance}: the provider does not read it back, so it would plan.
   */
  private static HclBlock resource(MuteTiming timing) {
    HclBlock resource =
        new HclBlock("resource", "grafana_mute_timing", "mute_timing_" + Fnv64.of(timing.name()))
            .with("name", timing.name());
    timing.toPlainIntervals().forEach(each -> resource.with(intervals(each)));
    return resource;
  }

  private static HclBlock intervals(Map<String, Object> interval) {
    HclBlock block = new HclBlock("intervals");
    if (interval.get("times") instanceof List<?> times) {
      for (Object each : times) {
        if (each instanceof Map<?, ?> time) {
          block.with(
              new HclBlock("times")
                  .with("start", time.get("start_time"))
                  .with("end", time.get("end_time")));
        }
      }
    }
    return block
        .with("weekdays", interval.get("weekdays"))
        .with("days_of_month", interval.get("days_of_month"))
        .with("months", interval.get("months"))
        .with("years", interval.get("years"))
        .with("location", interval.get("location"));
  }
}
