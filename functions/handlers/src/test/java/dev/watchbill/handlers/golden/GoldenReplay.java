package dev.watchbill.handlers.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.watchbill.handlers.golden.ExceptionList.Exempt;
import dev.watchbill.handlers.golden.Recording.Step;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Response;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;

/**
 * Replays recorded conversations against a deployment inside this process, without HTTP: requests
 * go in, answers come out. Nothing sleeps: a pause moves the deployment's clock, and an effect that
 * the original shows some time later is looked for while the clock is moved on.
 *
 * <pre>{@code
 * @TestFactory Stream<DynamicTest> recorded() {
 *   return new GoldenReplay(deployment::answer, deployment, GoldenWorld.make(…))
 *       .tests("golden/oncall-api/exceptions.json", "golden/oncall-api/routes.json", …);
 * }
 * }</pre>
 */
public final class GoldenReplay {
  private static final Pattern ADDRESS = Pattern.compile("https?://[^/]+(/.*)?", Pattern.DOTALL);
  private static final Duration TURN = Duration.ofSeconds(30);

  private final Function<Request, Response> deployment;
  private final Passing time;
  private final Map<String, String> world;

  /** Started for the first recording that serves documents. */
  private @Nullable FileServer documents;

  private int conversations;

  /** The deployment's time. */
  public interface Passing {
    Instant now();

    /** Moves the clock on and runs everything that becomes due, and what that makes due. */
    void pass(Duration duration);
  }

  /**
   * A replay.
   *
   * @param world variables that conversations find set: tokens, ids of users and teams
   */
  public GoldenReplay(
      Function<Request, Response> deployment, Passing time, Map<String, String> world) {
    this.deployment = deployment;
    this.time = time;
    this.world = Map.copyOf(world);
  }

  /**
   * One test per recorded conversation, and one that every exception names a conversation.
   *
   * @param exceptions resource with a list of {@code {area, scenario, steps?, reason}}
   * @param files resources with recordings
   */
  public Stream<DynamicTest> tests(String exceptions, String... files) {
    ExceptionList exempt = ExceptionList.of(exceptions);
    List<Recording> recordings =
        Arrays.stream(files).flatMap(file -> Recording.of(file).stream()).toList();
    Stream<DynamicTest> each =
        recordings.stream()
            .map(
                recording ->
                    dynamicTest(
                        recording.title(), () -> judge(recording, exempt.about(recording))));
    return Stream.concat(
            each,
            Stream.of(
                dynamicTest(
                    "every exception names a recorded conversation",
                    () -> exceptionsNameConversations(exempt, recordings, files))))
        .onClose(this::close);
  }

  private void close() {
    if (documents != null) documents.close();
  }

  private FileServer documents() {
    if (documents == null) documents = FileServer.start();
    return documents;
  }

  private static void exceptionsNameConversations(
      ExceptionList exempt, List<Recording> recordings, String... files) {
    Set<String> areas = recordings.stream().map(Recording::area).collect(Collectors.toSet());
    for (Exempt each : exempt.all()) {
      boolean known = recordings.stream().anyMatch(each::covers);
      // an exception of an area that is not replayed here is another test's business
      if (!known && areas.contains(each.area())) {
        throw new AssertionFailedError("no such conversation: " + each + " in " + List.of(files));
      }
    }
  }

  private void judge(Recording recording, List<Exempt> exempt) {
    Set<Integer> different =
        exempt.stream().flatMap(each -> each.steps().stream()).collect(Collectors.toSet());
    Optional<Exempt> whole = exempt.stream().filter(each -> each.steps().isEmpty()).findFirst();
    Optional<String> failure = hold(recording, different);
    if (whole.isPresent() && failure.isEmpty()) {
      throw new AssertionFailedError(
          "this conversation works now; its exception is out of date: " + whole.get().reason());
    }
    if (whole.isEmpty() && failure.isPresent()) throw new AssertionFailedError(failure.get());
  }

  /** Holds one conversation to its end; says what went wrong first, and which steps as well. */
  Optional<String> hold(Recording recording, Set<Integer> different) {
    Variables variables = new Variables(world, time.now());
    // ten characters, as when it was recorded: some names are made to be exactly as long as allowed
    if (recording.needs().contains("sidecar") || recording.serves()) {
      variables.set("sidecar", documents().address());
    }
    variables.set("uniq", String.format("u%09d", ++conversations));
    for (String needed : recording.needs()) {
      if (!variables.has(needed)) return Optional.of("needs " + needed);
    }
    List<String> failures = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (Step step : recording.steps()) {
      time.pass(step.waiting());
      Optional<String> failure = attempts(step, variables);
      boolean exempt = different.contains(step.number());
      if (failure.isPresent() == exempt) continue;
      numbers.add(step.number());
      failures.add(
          step
              + ": "
              + failure.orElse("is answered as recorded now; its exception is out of date"));
    }
    return failures.isEmpty()
        ? Optional.empty()
        : Optional.of(failures.getFirst() + "; different steps: " + numbers);
  }

  private Optional<String> attempts(Step step, Variables variables) {
    for (long left = step.number("repeat", 1); left > 1; left--) {
      Optional<String> failure = attempt(step, variables);
      if (failure.isPresent()) return failure;
    }
    long seconds =
        step.member("retry_until").get("seconds") instanceof Number number ? number.longValue() : 0;
    Optional<String> failure = attempt(step, variables);
    for (long i = 0; i < seconds && failure.isPresent(); i++) {
      time.pass(Duration.ofSeconds(1));
      failure = attempt(step, variables);
    }
    return failure;
  }

  private Optional<String> attempt(Step step, Variables variables) {
    try {
      Response response = send(step, variables);
      capture(step, response, variables);
      judge(step, response, variables);
      return Optional.empty();
    } catch (Mismatch e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Response send(Step step, Variables variables) throws Mismatch {
    String method = step.text("method");
    if (method.equals("RECEIVED")) {
      return Response.json(200, documents().received(variables.text(step.text("path"))));
    }
    if (method.equals("SERVE")) {
      documents()
          .put(
              variables.text(step.text("path")),
              (int) step.number("serve_status", 200),
              step.text("content_type"),
              variables.text(step.text("raw_body")).getBytes(UTF_8));
      return Response.empty(200);
    }
    String target = reduced(variables.text(step.text("path")));
    if (target.equals("/-/clock")) return clock(step.member("body"));
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    String query = question < 0 ? "" : target.substring(question + 1);
    for (Object each : Recording.list(variables.in(step.is().get("query")))) {
      List<?> pair = (List<?>) each;
      query +=
          (query.isEmpty() ? "" : "&")
              + URLEncoder.encode(String.valueOf(pair.get(0)), UTF_8)
              + "="
              + URLEncoder.encode(String.valueOf(pair.get(1)), UTF_8);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("accept", "application/json");
    Object auth = step.has("auth") ? step.is().get("auth") : "token";
    if (auth != null) {
      headers.put("authorization", String.valueOf(variables.get(auth.toString())));
    }
    byte[] body = new byte[0];
    if (step.has("body")) {
      body = Json.write(variables.in(step.is().get("body"))).getBytes(UTF_8);
      headers.put("content-type", "application/json");
    } else if (step.has("raw_body")) {
      body = variables.text(step.text("raw_body")).getBytes(UTF_8);
      headers.put(
          "content-type",
          step.has("content_type") ? step.text("content_type") : "application/json");
    }
    for (Map.Entry<String, @Nullable Object> header : step.member("headers").entrySet()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (header.getValue() == null) headers.remove(name);
      else headers.put(name, variables.text(header.getValue().toString()));
    }
    Response response =
        deployment.apply(Request.of(method, path, query, headers, body, "golden-" + step.number()));
    return method.equals("HEAD") ? response.withoutBody() : response;
  }

  /**
   * The local runner's clock: moved half a minute at a time, so that nothing that is due comes
   * late.
   */
  private Response clock(Map<String, @Nullable Object> body) {
    Duration left = Duration.parse(String.valueOf(body.get("advance")));
    for (; left.compareTo(TURN) > 0; left = left.minus(TURN)) time.pass(TURN);
    time.pass(left);
    return Response.json(200, Map.of());
  }

  /** A whole address is reduced to its part from {@code /integrations/v1/} on. */
  private static String reduced(String target) {
    Matcher address = ADDRESS.matcher(target);
    if (!address.matches()) return target;
    int intake = target.indexOf("/integrations/v1/");
    return intake >= 0
        ? target.substring(intake)
        : Objects.requireNonNullElse(address.group(1), "/");
  }

  private static void capture(Step step, Response response, Variables variables) {
    if (!step.has("capture") || response.body() == null) return;
    Object document;
    try {
      document = Json.read(response.body().getBytes(UTF_8));
    } catch (Json.Malformed e) {
      return; // judged later, where a body that is not JSON is a mismatch
    }
    for (Map.Entry<String, @Nullable Object> each : step.member("capture").entrySet()) {
      boolean part = each.getValue() instanceof List<?>;
      List<?> how = part ? (List<?>) each.getValue() : List.of(String.valueOf(each.getValue()));
      Optional<Pointer.Found> found = Pointer.in(document, String.valueOf(how.getFirst()));
      if (found.isEmpty()) continue;
      Object value = found.get().value();
      if (part && value instanceof String text) {
        Matcher matcher = Pattern.compile(String.valueOf(how.get(1))).matcher(text);
        if (!matcher.find()) continue;
        value = matcher.group(1);
      }
      variables.set(each.getKey(), value);
    }
  }

  private static void judge(Step step, Response response, Variables variables) throws Mismatch {
    Map<String, @Nullable Object> expect = step.member("expect");
    long wanted = expect.get("status") instanceof Long status ? status : -1;
    int status = response.status();
    if (step.isDefect()) {
      boolean sane = step.has("sane_status") ? step.lists("sane_status", status) : status < 500;
      if (sane) return;
      throw new Mismatch("recorded " + wanted + " is a defect, but " + status + " is not sane");
    }
    if (status != wanted && step.lists("tolerate", status)) return;
    String body = response.body() == null ? "" : response.body();
    if (status != wanted) {
      throw new Mismatch(
          "status: expected "
              + wanted
              + ", got "
              + status
              + " "
              + body.substring(0, Math.min(300, body.length())));
    }
    for (Map.Entry<String, @Nullable Object> header :
        Recording.object(expect.get("headers")).entrySet()) {
      judgeHeader(header.getKey(), header.getValue(), response, variables);
    }
    if (Boolean.TRUE.equals(expect.get("empty")) && !body.isEmpty()) {
      throw new Mismatch("body: expected none, got " + body);
    }
    if (expect.containsKey("text")) {
      Expectation.checkText(variables.text(String.valueOf(expect.get("text"))), body, "text");
    }
    if (!expect.containsKey("body") && !expect.containsKey("absent")) return;
    Object document;
    try {
      document = Json.read(body.getBytes(UTF_8));
    } catch (Json.Malformed e) {
      throw new Mismatch("body: not JSON: " + body);
    }
    if (expect.containsKey("body")) {
      Expectation.check(variables.in(expect.get("body")), document, "body");
    }
    for (Object path : Recording.list(expect.get("absent"))) {
      if (Pointer.in(document, String.valueOf(path)).isPresent()) {
        throw new Mismatch("body: " + path + " must be absent");
      }
    }
  }

  private static void judgeHeader(
      String name, @Nullable Object want, Response response, Variables variables) throws Mismatch {
    String key = name.toLowerCase(Locale.ROOT);
    String got = response.headers().get(key);
    if (want == null) {
      if (got != null) throw new Mismatch("header " + key + ": must be absent, got " + got);
      return;
    }
    String text = variables.text(want.toString());
    if (got == null) throw new Mismatch("header " + key + " is missing");
    switch (key) {
      case "content-type" ->
          Expectation.checkText(
              text, got.split(";", -1)[0].strip().toLowerCase(Locale.ROOT), "header " + key);
      case "allow" -> {
        if (!methods(got).containsAll(methods(text))) {
          throw new Mismatch("header allow: expected " + text + ", got " + got);
        }
      }
      default -> {
        Object value =
            text.equals("<<int>>") && got.matches("\\d{1,18}") ? (Object) Long.valueOf(got) : got;
        Expectation.checkText(text, value, "header " + key);
      }
    }
  }

  private static List<String> methods(String allow) {
    List<String> methods = new ArrayList<>();
    for (String method : allow.split(",", -1)) methods.add(method.strip());
    return methods;
  }
}
