package dev.watchbill.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody does who has exports in JSON and an empty organisation: turns every object of a
 * provisioning file into the request that makes it.
 */
final class ProvisioningFiles {

  /** A request below {@code /api/v1/provisioning/}: makes the object, or changes it. */
  record Call(
      String create, String createPath, String change, String changePath, Map<String, ?> body) {
    static Call put(String path, Map<String, ?> body) {
      return new Call("PUT", path, "PUT", path, body);
    }
  }

  /** Rule annotations that the file also has as members of the rule. */
  private static final List<String> SHOWN_TWICE = List.of("dashboardUid", "panelId");

  /** Members that have another name in the file. */
  private static final Map<String, String> NAMES =
      Map.of("missing_series_evals_to_resolve", "missingSeriesEvalsToResolve");

  /**
   * @param folders uids by path, with slashes inside titles escaped
   */
  static List<Call> groups(Object file, Map<String, String> folders) {
    List<Call> calls = new ArrayList<>();
    for (Object each : entries(file, "groups")) {
      Map<String, @Nullable Object> group = object(each);
      String uid = folders.get(String.valueOf(group.get("folder")));
      if (uid == null) throw new AssertionError("no such folder: " + group.get("folder"));
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("interval", seconds(String.valueOf(group.get("interval"))));
      body.put("rules", list(group.get("rules")).stream().map(ProvisioningFiles::rule).toList());
      calls.add(Call.put("folder/" + uid + "/rule-groups/" + segment(group.get("name")), body));
    }
    return calls;
  }

  private static Map<String, @Nullable Object> rule(Object exported) {
    Map<String, @Nullable Object> rule = new LinkedHashMap<>();
    object(exported)
        .forEach(
            (name, value) -> {
              if (!SHOWN_TWICE.contains(name)) rule.put(NAMES.getOrDefault(name, name), value);
            });
    return rule;
  }

  static List<Call> contactPoints(Object file) {
    List<Call> calls = new ArrayList<>();
    for (Object point : entries(file, "contactPoints")) {
      for (Object receiver : list(object(point).get("receivers"))) {
        Map<String, @Nullable Object> body = object(receiver);
        body.put("name", object(point).get("name"));
        String one = "contact-points/" + body.get("uid");
        calls.add(new Call("POST", "contact-points", "PUT", one, body));
      }
    }
    return calls;
  }

  static List<Call> muteTimings(Object file) {
    List<Call> calls = new ArrayList<>();
    for (Object timing : entries(file, "muteTimes")) {
      Map<String, @Nullable Object> body = withoutOrganisation(timing);
      String one = "mute-timings/" + segment(body.get("name"));
      calls.add(new Call("POST", "mute-timings", "PUT", one, body));
    }
    return calls;
  }

  static List<Call> policies(Object file) {
    return entries(file, "policies").stream()
        .map(tree -> Call.put("policies", withoutOrganisation(tree)))
        .toList();
  }

  private static Map<String, @Nullable Object> withoutOrganisation(Object entry) {
    Map<String, @Nullable Object> body = object(entry);
    body.remove("orgId");
    return body;
  }

  /** The entries of the one section of a file, with what the file escapes as it was. */
  private static List<Object> entries(Object file, String section) {
    Map<String, @Nullable Object> members = object(file);
    if (members.size() != 2 || !Long.valueOf(1).equals(members.get("apiVersion"))) {
      throw new AssertionError("no provisioning file: " + members.keySet());
    }
    return list(expanded(members.get(section)));
  }

  /** As file provisioning reads it: two dollar signs are one. */
  private static @Nullable Object expanded(@Nullable Object value) {
    return switch (value) {
      case String text -> {
        if (text.replace("$$", "").contains("$")) throw new AssertionError("a variable: " + text);
        yield text.replace("$$", "$");
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((name, each) -> copy.put(String.valueOf(name), expanded(each)));
        yield copy;
      }
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>();
        list.forEach(each -> copy.add(expanded(each)));
        yield copy;
      }
      case null, default -> value;
    };
  }

  private static long seconds(String duration) {
    return Duration.parse("PT" + duration.toUpperCase(Locale.ROOT)).toSeconds();
  }

  /** A name inside a path. */
  static String segment(@Nullable Object name) {
    return URLEncoder.encode(String.valueOf(name), UTF_8).replace("+", "%20");
  }

  static Map<String, @Nullable Object> object(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) throw new AssertionError("no object: " + value);
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    map.forEach((name, member) -> object.put(String.valueOf(name), member));
    return object;
  }

  static List<Object> list(@Nullable Object value) {
    if (!(value instanceof List<?> list)) throw new AssertionError("no list: " + value);
    List<Object> all = new ArrayList<>();
    for (Object each : list) if (each != null) all.add(each);
    return all;
  }

  private ProvisioningFiles() {}
}
