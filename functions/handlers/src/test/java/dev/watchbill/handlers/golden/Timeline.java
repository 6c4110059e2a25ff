package dev.watchbill.handlers.golden;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One recorded story of an escalation, second by second; 0 is a Monday at eight, UTC. */
record Timeline(String file, Map<String, @Nullable Object> is) {

  /** The stories of a file on the class path. */
  static List<Timeline> of(String file) {
    Map<?, ?> all = (Map<?, ?>) Recording.json("golden/escalation/" + file + ".json");
    return Recording.list(all.get("scenarios")).stream()
        .map(each -> new Timeline(file, Recording.object(each)))
        .toList();
  }

  String id() {
    return String.valueOf(is.get("id"));
  }

  Map<String, @Nullable Object> settings() {
    return Recording.object(is.get("organization"));
  }

  List<Map<String, @Nullable Object>> setup() {
    return objects(is.get("setup"));
  }

  List<Map<String, @Nullable Object>> events() {
    return objects(is.get("events"));
  }

  double horizon() {
    return number(is, "horizon");
  }

  /** What must come of it, first as recorded, then what counts as right too. */
  List<Map<String, @Nullable Object>> outcomes() {
    return Stream.concat(
            objects(List.of(expected())).stream(), objects(is.get("alternatives")).stream())
        .toList();
  }

  Map<String, @Nullable Object> expected() {
    return Recording.object(is.get("expect"));
  }

  static List<Map<String, @Nullable Object>> objects(@Nullable Object list) {
    return Recording.list(list).stream().map(Recording::object).toList();
  }

  static double number(Map<String, @Nullable Object> row, String key) {
    if (row.get(key) instanceof Number number) return number.doubleValue();
    throw new IllegalArgumentException(key + " of " + row);
  }

  @Override
  public String toString() {
    return file + "/" + id();
  }
}
