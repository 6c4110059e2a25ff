package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.watchbill.channels.SqsTimerQueue;
import dev.watchbill.handlers.jobs.JobFunction;
import dev.watchbill.handlers.jobs.LaneFunction;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What the linters do not see in {@code template.yaml} (DESIGN §5, §7). */
class TemplateTest {

  private static final String HANDLERS = "dev.watchbill.handlers.wiring.Functions$";

  /** The runtime's own variable, and what the runner alone reads. */
  private static final Set<String> NOT_OF_FUNCTIONS = Set.of("JAVA_TOOL_OPTIONS");

  /**
   * What each function may do: its code needs it. read: GetItem, BatchGetItem, Query; count: read
   * and UpdateItem (for the request limits); write: count, PutItem, DeleteItem, ConditionCheckItem;
   * erase: write and BatchWriteItem. index: Query on both indexes. timers: sends to the timer
   * queue. lane: invokes the function that sends deliveries.
   */
  private static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          Map.entry("Integrations", "write index secret timers"),
          Map.entry("Routes", "write secret"),
          Map.entry("EscalationChains", "write secret"),
          Map.entry("EscalationPolicies", "write"),
          Map.entry("PersonalNotificationRules", "write"),
          Map.entry("Answers", "write secret timers"),
          Map.entry("DirectPaging", "write secret timers"),
          Map.entry("PhoneRelay", "write secret timers"),
          Map.entry("Webhooks", "write secret"),
          Map.entry("Actions", "write secret"),
          Map.entry("AlertGroups", "erase index secret timers"),
          Map.entry("Alerts", "write"),
          Map.entry("ResolutionNotes", "write index"),
          Map.entry("OnCallShifts", "write"),
          Map.entry("Schedules", "write"),
          Map.entry("ShiftSwaps", "write"),
          Map.entry("Users", "write secret"),
          Map.entry("Teams", "write secret"),
          Map.entry("Organizations", "write"),
          Map.entry("Tokens", "write"),
          Map.entry("UserGroups", "count"),
          Map.entry("SlackChannels", "count"),
          Map.entry("Info", "count"),
          Map.entry("Templates", "count"),
          Map.entry("Timers", "write"),
          Map.entry("Intake", "write secret timers"),
          Map.entry("Fallback", "erase index secret timers"),
          Map.entry("Orgs", "write secret"),
          Map.entry("GrafanaUsers", "write"),
          Map.entry("GrafanaTeams", "write secret"),
          Map.entry("Folders", "write"),
          Map.entry("DataSources", "write secret"),
          Map.entry("AlertRules", "erase secret"),
          Map.entry("ContactPoints", "write secret"),
          Map.entry("MessageTemplates", "write secret"),
          Map.entry("MuteTimings", "write secret"),
          Map.entry("Policies", "write secret"),
          Map.entry("AlertNotifications", "write secret"),
          Map.entry("Dashboards", "write secret"),
          Map.entry("LegacyAlerts", "write secret"),
          Map.entry("Setup", "write"),
          Map.entry("Deliveries", "write secret timers mail"),
          Map.entry("SilenceExpiry", "write timers"),
          Map.entry("ShiftEvaluation", "erase timers"),
          Map.entry("Jobs", "erase secret timers lane"));

  /** Paths that are not named like their functions. */
  private static final Map<String, List<String>> OTHERWISE =
      Map.ofEntries(
          Map.entry("DirectPaging", List.of("/api/v1/escalation")),
          Map.entry("PhoneRelay", List.of("/api/v1/make_call", "/api/v1/send_sms")),
          Map.entry("Orgs", List.of("/api/orgs", "/api/org")),
          Map.entry("GrafanaUsers", List.of("/api/users")),
          Map.entry("GrafanaTeams", List.of("/api/teams")),
          Map.entry("Folders", List.of("/api/folders")),
          Map.entry(
              "AlertNotifications",
              List.of(
                  "/api/alert-notifications", "/api/alerts-notifications", "/api/alert-notifiers")),
          Map.entry("Dashboards", List.of("/api/dashboards", "/api/search")),
          Map.entry("LegacyAlerts", List.of("/api/alerts", "/api/admin/pause-all-alerts")),
          Map.entry("DataSources", List.of("/api/datasources")),
          Map.entry(
              "AlertRules",
              List.of("/api/v1/provisioning/alert-rules", "/api/v1/provisioning/folder")),
          Map.entry("ContactPoints", List.of("/api/v1/provisioning/contact-points")),
          Map.entry("MessageTemplates", List.of("/api/v1/provisioning/templates")),
          Map.entry("MuteTimings", List.of("/api/v1/provisioning/mute-timings")),
          Map.entry("Policies", List.of("/api/v1/provisioning/policies")));

  private static final Map<String, Set<String>> TABLE_RIGHTS = tableRights();

  private static final Template TEMPLATE = TemplateReader.read(Repository.template());
  private static final Section ROOT = TEMPLATE.root();

  private static Map<String, Set<String>> tableRights() {
    Map<String, Set<String>> rights = new HashMap<>();
    Set<String> some = new TreeSet<>(Set.of("GetItem", "BatchGetItem", "Query", "UpdateItem"));
    rights.put("count", Set.copyOf(some));
    some.addAll(Set.of("PutItem", "DeleteItem", "ConditionCheckItem"));
    rights.put("write", Set.copyOf(some));
    some.add("BatchWriteItem");
    rights.put("erase", Set.copyOf(some));
    return rights;
  }

  /**
   * A clock that skips idle minutes counts on it ({@link Sweeps}): nothing else runs by the clock.
   */
  @Test
  void scheduledFunctionsOnlyLookForTimers() throws ClassNotFoundException {
    assertThat(TEMPLATE.schedules()).isNotEmpty();
    for (Template.Schedule schedule : TEMPLATE.schedules()) {
      assertThat(Class.forName(HANDLERS + schedule.function()))
          .as(schedule.function())
          .isAssignableTo(JobFunction.class);
      assertThat(schedule.minutes()).isEqualTo(1);
    }
  }

  @Test
  void everyReferenceResolves() {
    Set<String> names = new TreeSet<>(ROOT.field("Resources").fields().keySet());
    names.addAll(ROOT.field("Parameters").fields().keySet());
    List<String> missing = new ArrayList<>();
    int[] seen = {0};
    walk(
        ROOT,
        (path, name) -> {
          seen[0]++;
          if (!names.contains(name.replace(".Alias", "")) && !name.startsWith("AWS::"))
            missing.add(path + " → " + name);
        });
    assertThat(missing).isEmpty();
    assertThat(seen[0]).isGreaterThan(100);
  }

  private static void walk(Section at, BiConsumer<String, String> reference) {
    if (at.value() instanceof List<?> list) {
      for (Object item : list) walk(new Section(at.path(), item), reference);
    }
    if (!(at.value() instanceof Map<?, ?> map)) return;
    if (map.get("Ref") instanceof String name) reference.accept(at.path(), name);
    if (map.get("Fn::GetAtt") instanceof List<?> list) {
      reference.accept(at.path(), String.valueOf(list.get(0)));
    }
    if (map.get("Fn::Sub") instanceof String text) {
      Matcher matcher = Pattern.compile("\\$\\{([^}.]+)[^}]*}").matcher(text);
      while (matcher.find()) reference.accept(at.path(), matcher.group(1));
    }
    if (map.get("Fn::If") instanceof List<?> list) {
      boolean declared = ROOT.field("Conditions").field(String.valueOf(list.get(0))).present();
      assertThat(declared).as(at.path()).isTrue();
    }
    at.fields().values().forEach(field -> walk(field, reference));
  }

  @Test
  void theFunctionsAreTheOnesOfTheDesign() {
    assertThat(TEMPLATE.functions().keySet()).isEqualTo(FUNCTIONS.keySet());
    TEMPLATE
        .functions()
        .forEach(
            (name, function) -> assertThat(function.handlerClass()).isEqualTo(HANDLERS + name));
  }

  @Test
  void everyHandlerExists() throws Exception {
    for (Template.FunctionResource function : TEMPLATE.functions().values()) {
      Class<?> handler = Class.forName(function.handlerClass());
      assertThat(handler.getMethods()).extracting(Method::getName).contains("handleRequest");
      assertThat(handler.getConstructor()).isNotNull(); // Lambda makes it without arguments
    }
  }

  /**
   * Lambda's runtime calls the handler by reflection: a method that a class of this package only
   * inherits from one that is not public cannot be called.
   */
  @Test
  void theRuntimeMayCallEveryHandler() throws Exception {
    int[] handlers = {0};
    for (Template.FunctionResource function : TEMPLATE.functions().values()) {
      Class<?> handler = Class.forName(function.handlerClass());
      for (Method method : handler.getMethods()) {
        if (!method.getName().equals("handleRequest")) continue;
        handlers[0]++;
        assertThat(Modifier.isPublic(method.getDeclaringClass().getModifiers()))
            .as(method.toString())
            .isTrue();
        assertThat(Modifier.isPublic(handler.getConstructor().getModifiers())).isTrue();
      }
    }
    assertThat(handlers[0]).isGreaterThanOrEqualTo(TEMPLATE.functions().size());
  }

  @Test
  void eachResourceHasItsTwoRoutesAndNoneEndsInASlash() {
    Map<String, List<String>> paths = new TreeMap<>();
    for (Template.Route route : TEMPLATE.routes()) {
      assertThat(route.method()).isEqualTo("ANY");
      assertThat(route.path()).doesNotEndWith("/");
      paths.computeIfAbsent(route.function(), name -> new ArrayList<>()).add(route.path());
    }
    assertThat(paths.remove("Intake")).containsExactly("/integrations/v1/{proxy+}");
    assertThat(paths.remove("Answers")).containsExactly("/a/{proxy+}");
    assertThat(paths.remove("Fallback")).containsExactly("$default");
    paths.forEach(
        (function, both) -> {
          List<String> roots =
              OTHERWISE.getOrDefault(function, List.of("/api/v1/" + snake(function)));
          List<String> wanted = new ArrayList<>();
          for (String root : roots) wanted.addAll(List.of(root, root + "/{proxy+}"));
          assertThat(both).containsExactlyElementsOf(wanted);
        });
    assertThat(paths).hasSize(22 + OTHERWISE.size());
    assertThat(paths).hasSize(22 + OTHERWISE.size());
  }

  private static String snake(String name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c) && !text.isEmpty()) text.append('_');
      text.append(Character.toLowerCase(c));
    }
    return text.toString();
  }

  @Test
  void timersHaveOneQueueAndSweepsEveryMinute() {
    assertThat(TEMPLATE.schedules())
        .containsExactlyInAnyOrder(
            new Template.Schedule("SilenceExpiry", "Sweep", 1),
            new Template.Schedule("ShiftEvaluation", "Sweep", 1),
            new Template.Schedule("Jobs", "Sweep", 1));
    assertThat(TEMPLATE.queueSources())
        .containsExactly(new Template.QueueSource("Jobs", "TimerQueue", 10, true, 50));
    Template.QueueResource queue = TEMPLATE.queues().get("TimerQueue");
    if (queue == null) throw new AssertionError("no queue");
    assertThat(queue.visibilitySeconds())
        .isGreaterThanOrEqualTo(6 * function("Jobs").timeoutSeconds());
    assertThat(queue.deadLetters()).isEqualTo("TimerDeadLetters");
    assertThat(queue.maxReceives()).isBetween(3, 10);
    assertThat(TEMPLATE.queues()).hasSize(2);
    assertThat(ROOT.field("Resources").fields().keySet())
        .contains("DeadLettersAlarm", "SweepMissedAlarm", "SweepFailedAlarm", "ParkedTimersAlarm");
  }

  @Test
  void functionsAnswerBeforeTheGatewayGivesUp() {
    TEMPLATE
        .functions()
        .values()
        .forEach(function -> assertThat(function.timeoutSeconds()).isLessThan(30));
  }

  @Test
  void theTableOutlivesTheStack() {
    Section table = ROOT.field("Resources").field(TEMPLATE.tableResource());
    assertThat(table.field("DeletionPolicy").text()).isEqualTo("Retain");
    Section properties = table.field("Properties");
    assertThat(properties.field("TimeToLiveSpecification").field("AttributeName").text())
        .isEqualTo("expires");
    // The key that AWS owns: the managed one costs money every month (docs/decisions/0013).
    assertThat(properties.field("SSESpecification").present()).isFalse();
    assertThat(
            properties
                .field("PointInTimeRecoverySpecification")
                .field("PointInTimeRecoveryEnabled")
                .value())
        .isEqualTo(true);
    assertThat(properties.field("GlobalSecondaryIndexes").items())
        .extracting(index -> new Section("", index).field("IndexName").text())
        .containsExactly("GSI1", "GSI2");
    assertThat(properties.field("GlobalSecondaryIndexes").items())
        .allMatch(
            index ->
                new Section("", index)
                    .field("Projection")
                    .field("ProjectionType")
                    .text()
                    .equals("KEYS_ONLY"));
    assertThat(ROOT.field("Resources").field("DataKey").field("DeletionPolicy").text())
        .isEqualTo("Retain");
  }

  @Test
  void everyAlarmHasARunbook() throws IOException {
    String runbooks = Files.readString(Repository.ROOT.resolve("infra/deploy/runbooks.md"));
    int alarms = 0;
    for (Section resource : ROOT.field("Resources").fields().values()) {
      if (!resource.field("Type").text().equals("AWS::CloudWatch::Alarm")) continue;
      alarms++;
      String description = resource.field("Properties").field("AlarmDescription").text();
      int at = description.indexOf("(runbook: ");
      assertThat(at).as(description).isPositive();
      String title = description.substring(at + 10, description.length() - 1);
      String heading = Character.toUpperCase(title.charAt(0)) + title.substring(1);
      assertThat(runbooks).contains("## " + heading + "\n");
    }
    assertThat(alarms).as("ten cost nothing").isBetween(5, 10);
  }

  /** Both ways: no variable is read that nobody sets, none is set that nobody reads. */
  @Test
  void variablesAreDeclaredExactlyWhereTheyAreRead() throws IOException {
    Set<String> declared = new TreeSet<>();
    TEMPLATE.functions().values().forEach(f -> declared.addAll(f.variables().keySet()));
    declared.removeAll(NOT_OF_FUNCTIONS);
    Set<String> read = variablesInCode();
    assertThat(read).isNotEmpty().isEqualTo(declared);
  }

  private static Set<String> variablesInCode() throws IOException {
    Pattern constant = Pattern.compile("\"(WATCHBILL_[A-Z0-9_]*)\"");
    Set<String> read = new TreeSet<>();
    for (String module : List.of("domain", "storage", "channels", "handlers")) {
      Path code = Repository.ROOT.resolve("functions").resolve(module).resolve("src/main");
      for (Path file : Repository.files(code, ".java")) {
        Matcher matcher = constant.matcher(Files.readString(file));
        while (matcher.find()) read.add(matcher.group(1));
      }
    }
    return read;
  }

  @Test
  void eachFunctionMayTouchOnlyWhatItNeeds() {
    FUNCTIONS.forEach(
        (name, needs) -> {
          Set<String> words = new TreeSet<>(List.of(needs.split(" ")));
          Rights rights = rights(name);
          String table =
              TABLE_RIGHTS.keySet().stream().filter(words::remove).findFirst().orElse("");
          assertThat(rights.table()).as(name).isEqualTo(TABLE_RIGHTS.get(table));
          assertThat(rights.index()).as(name + " index").isEqualTo(words.remove("index"));
          assertThat(rights.secret()).as(name + " secret").isEqualTo(words.remove("secret"));
          Map<String, String> variables = variables(function(name));
          assertThat(variables.containsKey("WATCHBILL_SECRET_ARN"))
              .as(name + " secret variable")
              .isEqualTo(rights.secret());
          assertThat(rights.timers()).as(name + " timers").isEqualTo(words.remove("timers"));
          assertThat(variables.get(SqsTimerQueue.VARIABLE))
              .as(name + " queue variable")
              .isEqualTo(rights.timers() ? "TimerQueue" : null);
          assertThat(rights.mail()).as(name + " mail").isEqualTo(words.remove("mail"));
          assertThat(rights.lane()).as(name + " lane").isEqualTo(words.remove("lane"));
          assertThat(variables.get(LaneFunction.VARIABLE))
              .as(name + " lane variable")
              .isEqualTo(rights.lane() ? "Deliveries.Alias" : null);
          assertThat(words).as(name).isEmpty();
        });
  }

  private record Rights(
      Set<String> table,
      boolean index,
      boolean secret,
      boolean timers,
      boolean lane,
      boolean mail) {}

  /** Reads the statements strictly: one that is not understood here fails the test. */
  private static Rights rights(String function) {
    Section properties = ROOT.field("Resources").field(function).field("Properties");
    assertThat(properties.field("Role").present()).isFalse();
    assertThat(properties.field("Policies").items()).hasSize(1);
    Section policy = new Section(function, properties.field("Policies").items().getFirst());
    Set<String> table = new TreeSet<>();
    boolean timers = false;
    boolean index = false;
    boolean secret = false;
    boolean lane = false;
    boolean mail = false;
    for (Object item : policy.field("Statement").items()) {
      Section statement = new Section(function, item);
      assertThat(statement.field("Effect").text()).isEqualTo("Allow");
      List<String> actions = texts(statement.field("Action"));
      Object resource = statement.field("Resource").value();
      if (Map.of("Fn::GetAtt", List.of("Table", "Arn")).equals(resource)) {
        actions.forEach(action -> table.add(action.replace("dynamodb:", "")));
      } else if (Map.of("Fn::Sub", "${Table.Arn}/index/*").equals(resource)) {
        assertThat(actions).containsExactly("dynamodb:Query");
        index = true;
      } else if (actions.equals(List.of("sqs:SendMessage"))) {
        assertThat(statement.field("Resource").resource()).isEqualTo("TimerQueue");
        timers = true;
      } else if (actions.equals(List.of("ses:SendEmail"))) {
        mail = true;
      } else if (actions.equals(List.of("lambda:InvokeFunction"))) {
        assertThat(statement.field("Resource").resource()).isEqualTo("Deliveries.Alias");
        lane = true;
      } else {
        assertThat(actions).containsExactly("secretsmanager:GetSecretValue");
        assertThat(statement.field("Resource").resource()).isEqualTo("DataKey");
        secret = true;
      }
    }
    return new Rights(table, index, secret, timers, lane, mail);
  }

  private static List<String> texts(Section at) {
    if (at.value() instanceof String text) return List.of(text);
    return at.items().stream().map(Object::toString).toList();
  }

  /** A function's variables, each with the name of what it refers to. */
  private static Map<String, String> variables(Template.FunctionResource function) {
    Map<String, String> variables = new TreeMap<>();
    function
        .variables()
        .forEach(
            (name, at) ->
                variables.put(name, at.value() instanceof String text ? text : at.resource()));
    return variables;
  }

  private static Template.FunctionResource function(String name) {
    Template.FunctionResource function = TEMPLATE.functions().get(name);
    if (function == null) throw new AssertionError("no function " + name);
    return function;
  }
}
