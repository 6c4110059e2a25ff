package dev.watchbill.handlers.golden;

import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Plays one recorded story in a deployment of its own and compares. */
final class TimelinePlay {
  static final Instant START = Instant.parse("2030-03-04T08:00:00Z");
  static final String SINK = "http://sink.example";

  private static final Duration LEAD = Duration.ofSeconds(60);
  private static final Pattern NAME = Pattern.compile("\\{\\{(@-?\\d+~?|[a-z]+[a-z0-9_.]*)\\}\\}");

  private final Timeline story;
  private final TimelineWorld world = new TimelineWorld(START.minus(LEAD));
  private final Map<String, String> refs = new HashMap<>();
  private final Map<String, String> tokens = new HashMap<>();
  private final Map<String, String> links = new HashMap<>();

  /** Names of groups by their ids. */
  private final Map<String, String> groups = new HashMap<>();

  TimelinePlay(Timeline story) {
    this.story = story;
  }

  /** Plays it to its end. */
  void play() throws Mismatch {
    setUp();
    for (Map<String, @Nullable Object> event : story.events()) {
      world.moveTo(at(Timeline.number(event, "at")));
      play(event);
    }
    world.moveTo(at(story.horizon()));
    TimelineJudge judge = new TimelineJudge(world.outbox, this::in, this::nameOf, groups, states());
    Mismatch nearest = null;
    for (Map<String, @Nullable Object> outcome : story.outcomes()) {
      try {
        judge.compare(outcome);
        return;
      } catch (Mismatch e) {
        if (nearest == null) nearest = e;
      }
    }
    throw Objects.requireNonNull(nearest);
  }

  private static Instant at(double seconds) {
    return START.plusMillis(Math.round(seconds * 1000));
  }

  // ---- the world before it

  private void setUp() throws Mismatch {
    Map<String, @Nullable Object> made =
        must(
            "POST",
            "/api/v1/organizations/",
            Map.of(
                "name",
                "Recorded",
                "admin",
                Map.of("username", "admin", "email", "admin@example.com", "timezone", "UTC")),
            TimelineWorld.ADMIN);
    refs.put("sink", SINK);
    tokens.put("admin", text(made, "token"));
    refs.put("org", text(made, "id"));
    refs.put("admin", text(Recording.object(made.get("admin")), "id"));
    clearRules("admin");
    Map<String, @Nullable Object> settings = new LinkedHashMap<>(story.settings());
    settings.put("on_failed_page", "keep_time");
    settings.put("bundling", "sms");
    must("PATCH", "/api/v1/organizations/" + refs.get("org") + "/", settings, admin());
    for (Map<String, @Nullable Object> item : story.setup()) {
      make(text(item, "resource"), String.valueOf(item.get("ref")), in(item.get("body")));
    }
  }

  private void make(String resource, String ref, @Nullable Object body) throws Mismatch {
    if (resource.equals("find_direct_paging")) {
      findPaging(ref, text(Recording.object(body), "team_id"));
      return;
    }
    Map<String, @Nullable Object> made = must("POST", "/api/v1/" + resource + "/", body, admin());
    refs.put(ref, text(made, "id"));
    if (resource.equals("users")) clearRules(ref);
    if (resource.equals("integrations")) {
      String link = text(made, "link");
      links.put(ref, link.substring(link.indexOf("/integrations/v1/")));
      refs.put(ref + ".default_route", text(Recording.object(made.get("default_route")), "id"));
    }
  }

  /** Names the paging integration that a team has from its creation, and its two routes. */
  private void findPaging(String ref, String team) throws Mismatch {
    for (Map<String, @Nullable Object> each : listed("/api/v1/integrations/?perpage=100")) {
      if ("direct_paging".equals(each.get("type")) && team.equals(each.get("team_id"))) {
        refs.put(ref, text(each, "id"));
      }
    }
    if (!refs.containsKey(ref)) throw new Mismatch("the team has no direct paging integration");
    String routes = "/api/v1/routes/?perpage=100&integration_id=" + refs.get(ref);
    for (Map<String, @Nullable Object> each : listed(routes)) {
      boolean last = Boolean.TRUE.equals(each.get("is_the_last_route"));
      refs.put(ref + (last ? ".default_route" : ".important_route"), text(each, "id"));
    }
  }

  /** In the recordings people start without rules. */
  private void clearRules(String ref) throws Mismatch {
    String rules = "/api/v1/personal_notification_rules/";
    for (Map<String, @Nullable Object> rule : listed(rules + "?user_id=" + refs.get(ref))) {
      world.call("DELETE", rules + text(rule, "id") + "/", null, admin());
    }
  }

  // ---- what happens in it

  private void play(Map<String, @Nullable Object> event) throws Mismatch {
    Map<String, @Nullable Object> want = Recording.object(event.get("expect"));
    Object intake = event.get("alert");
    String label = "at " + event.get("at") + ": " + event.getOrDefault("path", "alert");
    Response answer =
        intake != null
            ? world.call("POST", link(intake.toString()), in(event.get("payload")), null)
            : world.call(
                text(event, "method"),
                String.valueOf(in(event.get("path"))),
                in(event.get("body")),
                token(String.valueOf(event.getOrDefault("as", "admin"))));
    if (want.get("status") instanceof Number status && status.intValue() != answer.status()) {
      throw new Mismatch(label + ": " + status + " expected, got " + said(answer));
    }
    if (event.get("ref") instanceof String ref) refs.put(ref, text(read(answer), "id"));
    Map<String, @Nullable Object> states = Recording.object(want.get("states"));
    if (want.get("group") instanceof String group
        && !refs.containsKey(group)
        && String.valueOf(event.get("path")).endsWith("/escalation/")) {
      learn(group, text(read(answer), "id"));
    }
    for (String ref : states.keySet()) {
      if (!refs.containsKey(ref)) learnNext(ref, label);
    }
    if (Boolean.TRUE.equals(event.get("no_states"))) return;
    Map<String, Map<String, @Nullable Object>> got = states();
    for (Map.Entry<String, @Nullable Object> state : states.entrySet()) {
      Map<String, @Nullable Object> group = got.get(state.getKey());
      if (group == null && state.getKey().startsWith("gm")) continue;
      Object is = group == null ? null : group.get("state");
      if (!Objects.equals(state.getValue(), is)) {
        throw new Mismatch(
            label + ": " + state.getKey() + " should be " + state.getValue() + ", is " + is);
      }
    }
  }

  /** The oldest group that has no name yet; the group of a maintenance need not be there. */
  private void learnNext(String ref, String label) throws Mismatch {
    List<Map<String, @Nullable Object>> fresh = new ArrayList<>(allGroups());
    fresh.removeIf(group -> groups.containsKey(group.get("id")));
    fresh.sort(TimelinePlay::older);
    if (!fresh.isEmpty()) learn(ref, text(fresh.getFirst(), "id"));
    else if (!ref.startsWith("gm")) throw new Mismatch(label + ": no new group for " + ref);
  }

  private static int older(Map<String, @Nullable Object> one, Map<String, @Nullable Object> other) {
    return age(one).compareTo(age(other));
  }

  private static String age(Map<String, @Nullable Object> group) {
    return group.get("created_at") + "/" + group.get("id");
  }

  private void learn(String ref, String id) {
    refs.put(ref, id);
    groups.put(id, ref);
  }

  /** Groups that are there, by name. */
  private Map<String, Map<String, @Nullable Object>> states() throws Mismatch {
    Map<String, Map<String, @Nullable Object>> states = new HashMap<>();
    for (Map<String, @Nullable Object> group : allGroups()) {
      String ref = groups.get(text(group, "id"));
      if (ref != null) states.put(ref, group);
    }
    return states;
  }

  private List<Map<String, @Nullable Object>> allGroups() throws Mismatch {
    return listed("/api/v1/alert_groups/?perpage=100");
  }

  // ---- words

  /** A person's name in the recording. */
  private String nameOf(String user) {
    return refs.entrySet().stream()
        .filter(each -> each.getValue().equals(user))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(user);
  }

  /** The value with every name put in that is known; all other braces are the product's own. */
  private @Nullable Object in(@Nullable Object value) {
    return switch (value) {
      case String text -> NAME.matcher(text).replaceAll(m -> Matcher.quoteReplacement(name(m)));
      case List<?> list -> {
        List<@Nullable Object> filled = new ArrayList<>();
        for (Object each : list) filled.add(in(each));
        yield filled;
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> filled = new LinkedHashMap<>();
        map.forEach((key, each) -> filled.put(String.valueOf(in(key)), in(each)));
        yield filled;
      }
      case null, default -> value;
    };
  }

  private String name(MatchResult found) {
    String name = found.group(1);
    if (!name.startsWith("@")) return refs.getOrDefault(name, found.group());
    boolean local = name.endsWith("~");
    String at = at(Long.parseLong(name.substring(1, name.length() - (local ? 1 : 0)))).toString();
    return local ? at.substring(0, at.length() - 1) : at;
  }

  private String admin() {
    return Objects.requireNonNull(tokens.get("admin"));
  }

  private String link(String integration) {
    return Objects.requireNonNull(links.get(integration), integration);
  }

  private String token(String ref) throws Mismatch {
    String known = tokens.get(ref);
    if (known != null) return known;
    Map<String, Object> body = Map.of("name", ref, "user_id", String.valueOf(refs.get(ref)));
    String made = text(must("POST", "/api/v1/tokens/", body, admin()), "token");
    tokens.put(ref, made);
    return made;
  }

  private List<Map<String, @Nullable Object>> listed(String target) throws Mismatch {
    return Timeline.objects(must("GET", target, null, admin()).get("results"));
  }

  private Map<String, @Nullable Object> must(
      String method, String target, @Nullable Object body, String token) throws Mismatch {
    Response answer = world.call(method, target, body, token);
    if (answer.status() >= 300) throw new Mismatch(method + " " + target + ": " + said(answer));
    return read(answer);
  }

  private static String said(Response answer) {
    return answer.status() + " " + answer.body();
  }

  private static Map<String, @Nullable Object> read(Response answer) throws Mismatch {
    try {
      return Recording.object(Json.read(Objects.requireNonNullElse(answer.body(), "null")));
    } catch (Json.Malformed e) {
      throw new Mismatch("not JSON: " + said(answer));
    }
  }

  private static String text(Map<String, @Nullable Object> of, String key) throws Mismatch {
    if (of.get(key) instanceof String text) return text;
    throw new Mismatch("no text " + key + " in " + of);
  }
}
