package dev.watchbill.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every file of {@code events/} gets the answer that its function promises: in a deployment where
 * the things exist that the events speak of, with a token that works.
 */
class EventAnswersTest extends Scenario {
  private static final String TOKEN = "8f1c0e6a5d3b47a2";
  private static final String GROUP = "I68T24C13IFW1";
  private static final String INTEGRATION = "CFRPV98RPR1U8";
  private static final String LINK = "mReAoNwDm0eMwKo1mTeTwYo12";
  private static final String PERSON = "U4DNY931HHJS5";
  private static final String CHAIN = "\\\"F1\\\"";

  /** Events that make something. */
  private static final Set<String> MAKES =
      Set.of(
          "Actions",
          "EscalationChains",
          "EscalationPolicies",
          "Integrations",
          "PersonalNotificationRules",
          "ResolutionNotes",
          "Tokens",
          "Webhooks");

  /** What the release does not have yet. */
  private static final Set<String> MISSING = Set.of("Fallback");

  private @Nullable World world;
  private final Map<String, String> real = new TreeMap<>();

  /** The real functions, and a look at what they are given. */
  @Override
  Wiring wiring() {
    DeployedFunctions functions = new DeployedFunctions();
    return new Wiring() {
      @Override
      public FunctionFactory functions(World given) {
        world = given;
        return functions.functions(given);
      }

      @Override
      public FirstOrganisation firstOrganisation(World given) {
        return functions.firstOrganisation(given);
      }

      @Override
      public Sweeps sweeps(World given) {
        return functions.sweeps(given);
      }
    };
  }

  private void thingsExist() {
    Map<String, @Nullable Object> integration =
        create("integrations", Map.of("type", "alertmanager", "name", "Database"));
    alert(integration, Map.of("alerts", List.of(Map.of("labels", Map.of("alertname", "A")))));
    String link = text(integration, "link").replaceAll("/$", "");
    real.put(TOKEN, token());
    real.put(PERSON, text(get("users/current/"), "id"));
    real.put(INTEGRATION, text(integration, "id"));
    real.put(LINK, link.substring(link.lastIndexOf('/') + 1));
    real.put(GROUP, text(groups(integration).getFirst(), "id"));
    Map<String, @Nullable Object> chain = create("escalation_chains", Map.of("name", "first"));
    real.put(CHAIN, "\\\"" + text(chain, "id") + "\\\"");
    assertThat(
            send(
                    "POST",
                    "/api/dashboards/db",
                    Map.of("dashboard", Map.of("uid", "sensors", "title", "Sensors")))
                .statusCode())
        .isEqualTo(200);
  }

  private byte[] event(String file) throws Exception {
    String text = Files.readString(Repository.ROOT.resolve("events").resolve(file));
    for (var each : real.entrySet()) text = text.replace(each.getKey(), each.getValue());
    return text.getBytes(UTF_8);
  }

  @Test
  void everyRequestIsAnsweredAsPromised() throws Exception {
    thingsExist();
    TreeMap<String, Integer> answers = new TreeMap<>();
    TreeMap<String, Integer> promised = new TreeMap<>();
    for (Path file : Repository.files(Repository.ROOT.resolve("events"), ".json")) {
      String[] name = file.getFileName().toString().split("\\.", -1);
      if (!name[1].equals("http")) continue;
      GatewayAnswer answer =
          GatewayAnswer.of(invoke(name[0], event(file.getFileName().toString())));
      answers.put(name[0], answer.status());
      promised.put(
          name[0],
          MISSING.contains(name[0])
              ? 404
              : name[0].equals("Answers")
                  ? 410
                  : name[0].equals("PhoneRelay") ? 404 : MAKES.contains(name[0]) ? 201 : 200);
    }
    assertThat(answers).isEqualTo(promised);
    Set<String> named = new TreeSet<>(MAKES);
    named.addAll(MISSING);
    assertThat(answers.keySet()).containsAll(named);
  }

  /** The message of a timer that is due ends a silence; the sweep's events end what is left. */
  @Test
  void theQueuesEventRunsItsTimer() throws Exception {
    thingsExist();
    String group = String.valueOf(real.get(GROUP));
    assertThat(post("alert_groups/" + group + "/silence/", Map.of("delay", 1800)).statusCode())
        .isEqualTo(200);
    World given = world;
    if (given == null || !(given.clock() instanceof ManualClock clock)) {
      throw new AssertionError("no clock that can be moved");
    }
    Instant end = clock.instant().plusSeconds(1800);
    clock.moveTo(end); // and nobody is told
    assertThat(text(get("alert_groups/" + group + "/"), "state")).isEqualTo("silenced");
    Object org = results(get("organizations/")).getFirst().get("id");
    Timer timer = Timer.at(TimerKind.SILENCE_EXPIRY, end, String.valueOf(org), group);
    String text = new String(event("Jobs.sqs.json"), UTF_8);
    String message = text.replaceAll("silence-expiry#[^\"]*", timer.message());
    assertThat(message).contains(timer.message());

    String answer = new String(invoke("Jobs", message.getBytes(UTF_8)), UTF_8);

    assertThat(answer).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(text(get("alert_groups/" + group + "/"), "state")).isEqualTo("firing");
  }

  @Test
  void theSweepsEventsEndASilenceThatNobodyWasToldOf() throws Exception {
    thingsExist();
    String group = String.valueOf(real.get(GROUP));
    post("alert_groups/" + group + "/silence/", Map.of("delay", 1800));
    World given = world;
    if (given == null || !(given.clock() instanceof ManualClock clock)) {
      throw new AssertionError("no clock that can be moved");
    }
    clock.moveTo(clock.instant().plusSeconds(1800));
    for (Path file : Repository.files(Repository.ROOT.resolve("events"), ".json")) {
      String[] name = file.getFileName().toString().split("\\.", -1);
      if (!name[1].equals("schedule")) continue;
      invoke(name[0], event(file.getFileName().toString()));
    }
    assertThat(text(get("alert_groups/" + group + "/"), "state")).isEqualTo("firing");
  }
}
