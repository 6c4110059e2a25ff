package dev.watchbill.handlers.golden;

import dev.watchbill.domain.delivery.Delivery;
import dev.watchbill.domain.delivery.Delivery.Purpose;
import dev.watchbill.handlers.golden.TimelineWorld.Caught;
import dev.watchbill.handlers.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether what was sent and what is left is what was recorded. Each row has a window: from the
 * instant at which it is due when the machine takes no time, to the one at which the original did
 * it, and two seconds on either side.
 */
final class TimelineJudge {
  /** How a difference of webhooks begins; all else is compared before. */
  static final String WEBHOOK = "webhook ";

  private static final double TOLERANCE = 2;
  private static final Pattern INSTANT = Pattern.compile("\\{\\{@(-?\\d+)\\}\\}");
  private static final Map<String, String> CHANNELS =
      Map.of(
          "mobile_app", "mobile_push",
          "mobile_app_critical", "mobile_push_critical",
          "voice", "phone_call",
          "push", "mobile_push");

  private final List<Caught> sent;
  private final UnaryOperator<@Nullable Object> filled;
  private final UnaryOperator<String> people;
  private final Map<String, String> groups;
  private final Map<String, Map<String, @Nullable Object>> left;

  /**
   * @param filled puts names into a recorded value
   * @param people the recording's name of a person
   * @param groups the recording's names of alert groups, by id
   * @param left the groups at the end, by name
   */
  TimelineJudge(
      List<Caught> sent,
      UnaryOperator<@Nullable Object> filled,
      UnaryOperator<String> people,
      Map<String, String> groups,
      Map<String, Map<String, @Nullable Object>> left) {
    this.sent = sent;
    this.filled = filled;
    this.people = people;
    this.groups = groups;
    this.left = left;
  }

  void compare(Map<String, @Nullable Object> want) throws Mismatch {
    comparePages(Timeline.objects(want.get("deliveries")));
    for (Map.Entry<String, @Nullable Object> group :
        Recording.object(want.get("groups")).entrySet()) {
      compareGroup(group.getKey(), group.getValue());
    }
    compareWebhooks(Timeline.objects(want.get("webhooks")));
  }

  private void compareGroup(String ref, @Nullable Object want) throws Mismatch {
    Map<String, @Nullable Object> got = left.get(ref);
    if (got == null && (want == null || ref.startsWith("gm"))) return;
    if (want == null) throw new Mismatch("at the end: " + ref + " should be gone");
    for (String field : List.of("state", "alerts_count")) {
      Object wanted = Recording.object(want).get(field);
      Object is = got == null ? null : got.get(field);
      if (!Objects.equals(wanted, is)) {
        throw new Mismatch(
            "at the end: " + ref + "." + field + " should be " + wanted + ", is " + is);
      }
    }
  }

  // ---- pages

  private void comparePages(List<Map<String, @Nullable Object>> want) throws Mismatch {
    Map<String, List<Map<String, @Nullable Object>>> expected =
        want.stream().collect(Collectors.groupingBy(TimelineJudge::key));
    Map<String, List<Caught>> actual =
        sent.stream()
            .filter(each -> each.delivery().purpose() == Purpose.PAGE)
            .collect(Collectors.groupingBy(each -> key(each.delivery())));
    Map<Double, String> problems = new TreeMap<>();
    TreeSet<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(actual.keySet());
    for (String key : keys) {
      List<Map<String, @Nullable Object>> rows = sorted(expected.getOrDefault(key, List.of()));
      List<Caught> got = actual.getOrDefault(key, List.of());
      for (int n = 0; n < Math.max(rows.size(), got.size()); n++) {
        if (n >= got.size()) {
          problems.put(Timeline.number(rows.get(n), "t"), "missing: " + key + window(rows.get(n)));
        } else if (n >= rows.size()) {
          problems.put(seconds(got.get(n)), "not expected: " + key + " at " + seconds(got.get(n)));
        } else if (!inside(rows.get(n), seconds(got.get(n)))) {
          problems.put(
              seconds(got.get(n)), key + " at " + seconds(got.get(n)) + window(rows.get(n)));
        } else if (!sameImportance(rows.get(n), got.get(n).delivery())) {
          problems.put(
              seconds(got.get(n)), key + " has the other importance" + window(rows.get(n)));
        }
      }
    }
    if (problems.isEmpty()) return;
    throw new Mismatch(problems.values().iterator().next() + "; " + problems.size() + " in all");
  }

  private static List<Map<String, @Nullable Object>> sorted(
      List<Map<String, @Nullable Object>> rows) {
    List<Map<String, @Nullable Object>> sorted = new ArrayList<>(rows);
    sorted.sort(TimelineJudge::order);
    return sorted;
  }

  private static int order(Map<String, @Nullable Object> one, Map<String, @Nullable Object> other) {
    int logical =
        Double.compare(Timeline.number(one, "logical_t"), Timeline.number(other, "logical_t"));
    return logical != 0
        ? logical
        : Double.compare(Timeline.number(one, "t"), Timeline.number(other, "t"));
  }

  /** The key of a bundle has an importance of its own, which nobody sees. */
  private static boolean sameImportance(Map<String, @Nullable Object> row, Delivery got) {
    return Recording.object(row.get("cause")).get("bundle") != null
        || Objects.equals(row.get("important"), got.important());
  }

  private static String key(Map<String, @Nullable Object> row) {
    List<String> about =
        Recording.list(row.get("groups")).stream()
            .map(String::valueOf)
            .distinct()
            .sorted()
            .toList();
    return row.get("user") + " " + row.get("channel") + " about " + about;
  }

  private String key(Delivery got) {
    List<String> about =
        got.groups().stream()
            .map(group -> groups.getOrDefault(group, group))
            .distinct()
            .sorted()
            .toList();
    String rule = got.rule();
    String word = rule == null ? got.channel().slug() : rule.replaceFirst("^notify_by_", "");
    String user = got.userId() == null ? "nobody" : people.apply(got.userId());
    return user + " " + CHANNELS.getOrDefault(word, word) + " about " + about;
  }

  // ---- webhooks

  private void compareWebhooks(List<Map<String, @Nullable Object>> want) throws Mismatch {
    List<Caught> rest =
        new ArrayList<>(
            sent.stream().filter(each -> each.delivery().purpose() == Purpose.WEBHOOK).toList());
    for (Map<String, @Nullable Object> row : sorted(want)) {
      String different = "";
      Optional<Caught> found = Optional.empty();
      for (Caught each : rest) {
        Map<String, Object> call = each.message().parts();
        if (!Objects.equals(row.get("method"), call.get("method"))
            || !Objects.equals(row.get("url"), each.to())
            || !inside(row, seconds(each))) continue;
        Optional<String> place = difference(row.get("body"), body(call.get("body")), row, "body");
        if (place.isEmpty()) {
          found = Optional.of(each);
          break;
        }
        different = "; one differs: " + place.get();
      }
      if (found.isEmpty()) {
        throw new Mismatch(
            WEBHOOK + row.get("webhook") + " was not seen" + window(row) + different);
      }
      rest.remove(found.get());
    }
    if (!rest.isEmpty()) throw new Mismatch(WEBHOOK + "not expected: " + rest.getFirst());
  }

  private static @Nullable Object body(@Nullable Object sent) {
    if (sent == null) return null;
    try {
      return Json.read(sent.toString());
    } catch (Json.Malformed e) {
      return sent;
    }
  }

  /** Where two bodies differ. Lists are in any order; instants may move inside the window. */
  private Optional<String> difference(
      @Nullable Object want, @Nullable Object got, Map<String, @Nullable Object> row, String at) {
    if (want instanceof String text && INSTANT.matcher(text).matches()) {
      return moved(text, got, row) ? Optional.empty() : Optional.of(at + " is " + got);
    }
    if (want instanceof Map<?, ?> map && got instanceof Map<?, ?> other) {
      boolean partial = Boolean.TRUE.equals(row.get("partial"));
      if (!partial && !map.keySet().equals(other.keySet())) return Optional.of(at + ": its keys");
      for (Map.Entry<?, ?> each : map.entrySet()) {
        if (!other.containsKey(each.getKey())) return Optional.of(at + "." + each.getKey());
        Optional<String> place =
            difference(each.getValue(), other.get(each.getKey()), row, at + "." + each.getKey());
        if (place.isPresent()) return place;
      }
      return Optional.empty();
    }
    if (want instanceof List<?> list && got instanceof List<?> other) {
      List<@Nullable Object> rest = new ArrayList<>(other);
      for (Object each : list) {
        int n = 0;
        while (n < rest.size() && difference(each, rest.get(n), row, at).isPresent()) n++;
        if (n == rest.size()) return Optional.of(at + " lacks " + each);
        rest.remove(n);
      }
      return rest.isEmpty() ? Optional.empty() : Optional.of(at + " has more");
    }
    return Objects.equals(filled.apply(want), got)
        ? Optional.empty()
        : Optional.of(at + ": " + filled.apply(want) + " expected, got " + got);
  }

  private static boolean moved(
      String want, @Nullable Object got, Map<String, @Nullable Object> row) {
    Matcher instant = INSTANT.matcher(want);
    if (!instant.matches()) return false;
    try {
      double off = seconds(Instant.parse(String.valueOf(got))) - Long.parseLong(instant.group(1));
      double slack = Timeline.number(row, "t") - Timeline.number(row, "logical_t");
      return off >= -slack - TOLERANCE && off <= TOLERANCE;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  // ---- time

  private static boolean inside(Map<String, @Nullable Object> row, double at) {
    return at >= Timeline.number(row, "logical_t") - TOLERANCE
        && at <= Timeline.number(row, "t") + TOLERANCE;
  }

  private static String window(Map<String, @Nullable Object> row) {
    return " (expected at " + row.get("logical_t") + "…" + row.get("t") + ")";
  }

  private static double seconds(Caught caught) {
    return seconds(caught.at());
  }

  private static double seconds(Instant at) {
    return Duration.between(TimelinePlay.START, at).toMillis() / 1000.0;
  }
}
