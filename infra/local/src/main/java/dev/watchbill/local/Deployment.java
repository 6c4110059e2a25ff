package dev.watchbill.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.watchbill.channels.SmtpCarrier;
import dev.watchbill.channels.SqsTimerQueue;
import dev.watchbill.domain.delivery.Lane;
import dev.watchbill.domain.timer.TimerQueue;
import dev.watchbill.handlers.jobs.LaneFunction;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A running deployment: every function, queue, schedule and route of the template. */
public final class Deployment implements AutoCloseable {

  private static final String TABLE = "watchbill";

  private final Gateway gateway;
  private final Pace pace;
  private final Map<String, LocalFunction> functions;
  private final Map<String, LocalQueue> queues;
  private final MemoryOutbox outbox;
  private final List<Runnable> afterwards;
  private final CompletableFuture<String> lost;
  private final String token;

  private Deployment(
      Gateway gateway,
      Pace pace,
      Map<String, LocalFunction> functions,
      Map<String, LocalQueue> queues,
      MemoryOutbox outbox,
      List<Runnable> afterwards,
      CompletableFuture<String> lost,
      String token) {
    this.gateway = gateway;
    this.pace = pace;
    this.functions = functions;
    this.queues = queues;
    this.outbox = outbox;
    this.afterwards = afterwards;
    this.lost = lost;
    this.token = token;
  }

  /**
   * Starts everything in order: port, data folder, table, functions, first organisation, due work.
   *
   * @param log hears failures of functions and dead letters, one text each
   * @throws StartRefused in one line when something is in the way; nothing is left running
   */
  public static Deployment start(
      Template template,
      Settings settings,
      Wiring wiring,
      TableServer.Starter tables,
      Consumer<String> log) {
    return new Starting(template, settings, wiring, tables, log)
        .start(HttpRoutes.EmptyRemainder.TO_PROXY, settings.manualClock() ? now() : null);
  }

  /** The same with the choices that only tests make. */
  static Deployment start(
      Template template,
      Settings settings,
      Wiring wiring,
      TableServer.Starter tables,
      Consumer<String> log,
      HttpRoutes.EmptyRemainder emptyRemainder,
      @Nullable Instant manualStart) {
    return new Starting(template, settings, wiring, tables, log).start(emptyRemainder, manualStart);
  }

  private static Instant now() {
    return InstantSource.system().instant();
  }

  /** {@code http://127.0.0.1:<port>}. */
  public URI address() {
    return gateway.address();
  }

  /** The admin token of the first organisation. */
  public String token() {
    return token;
  }

  /** Completes, with the reason in one line, when there is nothing to go on with. */
  CompletionStage<String> lost() {
    return lost.minimalCompletionStage();
  }

  MemoryOutbox outbox() {
    return outbox;
  }

  LocalQueue queue(String name) {
    LocalQueue queue = queues.get(name);
    if (queue == null) throw new IllegalArgumentException("no queue " + name);
    return queue;
  }

  LocalFunction function(String name) {
    LocalFunction function = functions.get(name);
    if (function == null) throw new IllegalArgumentException("no function " + name);
    return function;
  }

  /**
   * Stops in order: no new requests, no new work, then the table, then the data folder. Takes five
   * seconds at most, whatever runs: two for requests, one for work, one for the table.
   */
  @Override
  public void close() {
    gateway.stop();
    pace.stop();
    afterwards.reversed().forEach(Runnable::run);
  }

  /** The way there, and back when it does not end well. */
  private static final class Starting {

    private final Template template;
    private final Settings settings;
    private final Wiring wiring;
    private final TableServer.Starter tables;
    private final Consumer<String> log;
    private final List<Runnable> undo = new ArrayList<>();
    private final Map<String, LocalQueue> queues = new LinkedHashMap<>();
    private final Map<String, LocalFunction> functions = new LinkedHashMap<>();
    private final Map<String, LocalQueue> asynchronous = new LinkedHashMap<>();
    private final MemoryOutbox outbox = new MemoryOutbox();
    private final CompletableFuture<String> lost = new CompletableFuture<>();

    Starting(
        Template template,
        Settings settings,
        Wiring wiring,
        TableServer.Starter tables,
        Consumer<String> log) {
      this.template = template;
      this.settings = settings;
      this.wiring = wiring;
      this.tables = tables;
      this.log = log;
    }

    Deployment start(HttpRoutes.EmptyRemainder emptyRemainder, @Nullable Instant manualStart) {
      try {
        return begin(emptyRemainder, manualStart);
      } catch (RuntimeException e) {
        undo.reversed().forEach(Runnable::run);
        throw e;
      }
    }

    private Deployment begin(
        HttpRoutes.EmptyRemainder emptyRemainder, @Nullable Instant manualStart) {
      Gateway gateway = gateway();
      undo.add(gateway::stop);
      DataFolder data =
          settings.data() == null ? DataFolder.inMemory() : DataFolder.open(settings.data());
      undo.add(data::close);
      DataFolder.Token token = data.token(settings.token());
      Optional<FreeSpace> space = data.space(log);
      space.flatMap(FreeSpace::shortage).ifPresent(Starting::refuse);
      TableServer table = tables.start(data.database().orElse(null), TABLE, log, lost::complete);
      undo.add(table::close);
      Serving serving =
          new Serving(List.of(table::obstacle, () -> space.flatMap(FreeSpace::obstacle)));

      ManualClock hand = manualStart == null ? null : new ManualClock(manualStart);
      InstantSource clock = hand == null ? InstantSource.system() : hand;
      for (String name : template.queues().keySet()) makeQueue(name, clock);
      Intrinsics names = intrinsics(gateway.address());
      World world =
          new World(
              clock,
              table.endpoint(),
              TABLE,
              data.dataKey(),
              outbox,
              settings.mail() == null ? null : new SmtpCarrier(settings.mail(), clock),
              settings.allowLoopback(),
              this::timerQueue,
              this::lane);
      for (String name : template.functions().keySet()) {
        asynchronous.put(
            name,
            new LocalQueue(
                name + " (asynchronous)",
                clock,
                AsyncInvocations.BETWEEN,
                AsyncInvocations.ATTEMPTS,
                new LocalQueue(
                    "lost events of " + name,
                    clock,
                    AsyncInvocations.BETWEEN,
                    Integer.MAX_VALUE,
                    null,
                    log),
                log));
      }
      makeFunctions(wiring.functions(world), names);
      wiring.firstOrganisation(world).ensure(token.text(), token.replaced());
      data.keep(token);

      List<Work> works = works(clock);
      Pace pace =
          hand == null
              ? new RealPace(works, serving, log)
              : new ManualPace(hand, works, wiring.sweeps(world), serving);
      RunnerPages pages = new RunnerPages(pace, clock, outbox, serving);
      HttpRoutes routes = new HttpRoutes(template.routes(), emptyRemainder);
      gateway.serve(
          new Gateway.Service(routes, Map.copyOf(functions), pages, pace, serving, clock));
      pace.start();
      return new Deployment(
          gateway,
          pace,
          functions,
          queues,
          outbox,
          List.of(data::close, table::close),
          lost,
          token.text());
    }

    private static void refuse(String obstacle) {
      throw new StartRefused(obstacle);
    }

    private Gateway gateway() {
      try {
        return new Gateway(settings.port(), log);
      } catch (BindException e) {
        throw new StartRefused(
            "port " + settings.port() + " is taken; set WATCHBILL_PORT, 0 for any free one");
      } catch (IOException e) {
        throw new StartRefused("cannot listen on port " + settings.port() + ": " + e.getMessage());
      }
    }

    private LocalQueue makeQueue(String name, InstantSource clock) {
      LocalQueue made = queues.get(name);
      if (made != null) return made;
      Template.QueueResource queue = template.queues().get(name);
      if (queue == null) throw new StartRefused("template.yaml has no queue " + name);
      String deadLetters = queue.deadLetters();
      LocalQueue grave = deadLetters == null ? null : makeQueue(deadLetters, clock);
      LocalQueue local =
          new LocalQueue(
              name,
              clock,
              Duration.ofSeconds(queue.visibilitySeconds()),
              queue.maxReceives(),
              grave,
              log);
      queues.put(name, local);
      return local;
    }

    private Intrinsics intrinsics(URI address) {
      Map<String, String> resources = new HashMap<>();
      resources.put(template.tableResource(), TABLE);
      for (String queue : queues.keySet()) resources.put(queue, queueUrl(queue));
      for (String name : template.functions().keySet()) {
        resources.put(name + ".Alias", functionArn(name));
      }
      String baseUrl = settings.baseUrl();
      return new Intrinsics(
          template,
          Map.of(
              "BaseUrl",
              baseUrl == null ? address.toString() : baseUrl,
              "Limits",
              settings.limits(),
              "InboundDomain",
              settings.inboundDomain()),
          resources);
    }

    private static String queueUrl(String name) {
      return "local:queue:" + name;
    }

    private static String functionArn(String name) {
      return "local:function:" + name;
    }

    /** The lane reaches a function only if the template names it to whoever hands over. */
    private Lane lane(Map<String, String> environment) {
      String arn = environment.get(LaneFunction.VARIABLE);
      return delivery -> {
        for (var each : asynchronous.entrySet()) {
          if (!functionArn(each.getKey()).equals(arn)) continue;
          String event = new String(LaneFunction.event(delivery), UTF_8);
          each.getValue().send(event, Duration.ZERO);
          return;
        }
        throw new IllegalStateException(LaneFunction.VARIABLE + " is not set");
      };
    }

    private TimerQueue timerQueue(Map<String, String> environment) {
      String url = environment.get(SqsTimerQueue.VARIABLE);
      LocalQueue reachable = null;
      for (LocalQueue queue : queues.values()) {
        if (queueUrl(queue.name()).equals(url)) reachable = queue;
      }
      return new LocalTimerQueue(reachable);
    }

    private void makeFunctions(FunctionFactory factory, Intrinsics names) {
      template
          .functions()
          .forEach(
              (name, function) -> {
                Map<String, String> environment = new HashMap<>();
                function.variables().forEach((key, at) -> environment.put(key, names.text(at)));
                Map<String, String> variables = Map.copyOf(environment);
                Supplier<RequestStreamHandler> maker = () -> factory.create(function, variables);
                Duration timeout = Duration.ofSeconds(function.timeoutSeconds());
                functions.put(name, new LocalFunction(name, timeout, maker, log));
              });
    }

    /** Queues before schedules, each in the order of the template: the order at equal instants. */
    private List<Work> works(InstantSource clock) {
      List<Work> works = new ArrayList<>();
      for (Template.QueueSource source : template.queueSources()) {
        works.add(new QueueReader(queue(source.queue()), function(source.function()), source));
      }
      asynchronous.forEach(
          (name, events) -> works.add(new AsyncInvocations(events, function(name))));
      for (Template.Schedule schedule : template.schedules()) {
        works.add(new ScheduleRule(schedule, function(schedule.function()), clock));
      }
      return works;
    }

    private LocalQueue queue(String name) {
      LocalQueue queue = queues.get(name);
      if (queue == null) throw new StartRefused("template.yaml has no queue " + name);
      return queue;
    }

    private LocalFunction function(String name) {
      LocalFunction function = functions.get(name);
      if (function == null) throw new StartRefused("template.yaml has no function " + name);
      return function;
    }
  }
}
