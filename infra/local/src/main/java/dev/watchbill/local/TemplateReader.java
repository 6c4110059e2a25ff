package dev.watchbill.local;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.local.Template.FunctionResource;
import dev.watchbill.local.Template.QueueResource;
import dev.watchbill.local.Template.QueueSource;
import dev.watchbill.local.Template.Route;
import dev.watchbill.local.Template.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code template.yaml} and refuses, in one line, what the cloud would refuse. */
public final class TemplateReader {

  private static final Set<String> METHODS =
      Set.of("ANY", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final Section root;
  private final Map<String, FunctionResource> functions = new LinkedHashMap<>();
  private final List<Route> routes = new ArrayList<>();
  private final List<Schedule> schedules = new ArrayList<>();
  private final List<QueueSource> sources = new ArrayList<>();
  private final Map<String, QueueResource> queues = new LinkedHashMap<>();
  private String table = "";

  private TemplateReader(Section root) {
    this.root = root;
  }

  /** Reads a template file. */
  public static Template read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new StartRefused("cannot read " + file + "; start in the folder that has it");
    }
  }

  /** Reads the text of a template. */
  public static Template parse(String text) {
    return new TemplateReader(new Section("", CloudYaml.read(text))).template();
  }

  private Template template() {
    Map<String, Section> resources = root.field("Resources").fields();
    resources.forEach(this::readQueueOrTable);
    resources.forEach(this::readFunction);
    check();
    return new Template(root, functions, routes, schedules, sources, queues, table);
  }

  private void readQueueOrTable(String name, Section resource) {
    Section properties = resource.field("Properties");
    switch (resource.field("Type").text()) {
      case "AWS::DynamoDB::Table" -> table = name;
      case "AWS::SQS::Queue" -> {
        Section redrive = properties.field("RedrivePolicy");
        queues.put(
            name,
            new QueueResource(
                name,
                properties.field("VisibilityTimeout").numberOr(30),
                redrive.present() ? redrive.field("deadLetterTargetArn").resource() : null,
                redrive.field("maxReceiveCount").numberOr(Integer.MAX_VALUE)));
      }
      default -> {} // everything else only matters in the cloud
    }
  }

  private void readFunction(String name, Section resource) {
    if (!resource.field("Type").text().equals("AWS::Serverless::Function")) return;
    Section properties = resource.field("Properties");
    Section globals = root.field("Globals").field("Function");
    Map<String, Section> variables = new LinkedHashMap<>();
    variables.putAll(globals.field("Environment").field("Variables").fields());
    variables.putAll(properties.field("Environment").field("Variables").fields());
    String handler = properties.field("Handler").text();
    int end = handler.indexOf("::");
    int timeout = properties.field("Timeout").numberOr(globals.field("Timeout").numberOr(3));
    functions.put(
        name,
        new FunctionResource(
            name,
            end < 0 ? handler : handler.substring(0, end),
            timeout,
            Map.copyOf(variables),
            properties.field("Policies")));
    properties.field("Events").fields().forEach((event, at) -> readEvent(name, event, at));
  }

  private void readEvent(String function, String event, Section at) {
    Section properties = at.field("Properties");
    switch (at.field("Type").text()) {
      case "HttpApi" -> {
        boolean everything = !properties.field("Path").present();
        routes.add(
            new Route(
                everything ? "ANY" : LetterCase.upper(properties.field("Method").textOr("ANY")),
                everything ? Route.DEFAULT : properties.field("Path").text(),
                function));
      }
      case "Schedule" ->
          schedules.add(new Schedule(function, event, minutes(properties.field("Schedule"))));
      case "SQS" ->
          sources.add(
              new QueueSource(
                  function,
                  properties.field("Queue").resource(),
                  properties.field("BatchSize").numberOr(10),
                  properties
                      .field("FunctionResponseTypes")
                      .items()
                      .contains("ReportBatchItemFailures"),
                  properties.field("ScalingConfig").field("MaximumConcurrency").numberOr(5)));
      default ->
          throw refused(at.path() + " is an event the runner cannot play: " + at.field("Type"));
    }
  }

  private static int minutes(Section at) {
    String text = at.text();
    String inside =
        text.startsWith("rate(") && text.endsWith(")") ? text.substring(5, text.length() - 1) : "";
    String[] parts = inside.split(" ", -1);
    if (parts.length == 2 && parts[0].matches("[1-9][0-9]{0,3}")) {
      int number = Integer.parseInt(parts[0]);
      // EventBridge wants the singular for 1 and the plural for the rest
      if (parts[1].equals(number == 1 ? "minute" : "minutes")) return number;
    }
    throw refused(at.path() + " must be rate(1 minute) or rate(<n> minutes), not " + text);
  }

  private void check() {
    Set<String> keys = new HashSet<>();
    for (Route route : routes) {
      if (!keys.add(route.key())) throw refused("two functions serve " + route.key());
      if (!route.isDefault()) check(route);
    }
    for (QueueSource source : sources) check(source);
    for (QueueResource queue : queues.values()) {
      if (queue.deadLetters() != null && !queues.containsKey(queue.deadLetters())) {
        throw refused(queue.name() + " sends its dead letters to a queue that is not there");
      }
    }
  }

  private static void check(Route route) {
    String path = route.path();
    if (!METHODS.contains(route.method())) {
      throw refused(route.key() + ": the gateway knows no method " + route.method());
    }
    if (!path.startsWith("/")) throw refused(route.key() + ": a route begins with /");
    if (path.length() > 1 && path.endsWith("/")) {
      throw refused(route.key() + ": a route must not end with /");
    }
    String[] parts = path.substring(1).split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      boolean variable = parts[i].startsWith("{") && parts[i].endsWith("}");
      if (parts[i].isEmpty() && parts.length > 1) throw refused(route.key() + ": an empty part");
      if (!variable && (parts[i].contains("{") || parts[i].contains("}"))) {
        throw refused(route.key() + ": a variable must be a whole part of the path");
      }
      if (parts[i].endsWith("+}") && !last) {
        throw refused(route.key() + ": only the last part may take everything");
      }
    }
  }

  private void check(QueueSource source) {
    QueueResource queue = queues.get(source.queue());
    FunctionResource function = functions.get(source.function());
    if (queue == null || function == null) {
      throw refused(source.function() + " reads a queue that is not there: " + source.queue());
    }
    if (queue.visibilitySeconds() < function.timeoutSeconds()) {
      throw refused(
          queue.name() + ": its visibility timeout is shorter than the timeout of its function");
    }
    if (source.batchSize() < 1 || source.batchSize() > 10) {
      throw refused(source.function() + ": a batch without a window holds 1 to 10 messages");
    }
  }

  private static StartRefused refused(String what) {
    return new StartRefused("template.yaml: " + what);
  }
}
