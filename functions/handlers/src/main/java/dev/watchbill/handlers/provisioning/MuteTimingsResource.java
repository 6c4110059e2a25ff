package dev.watchbill.handlers.provisioning;

import static dev.watchbill.handlers.provisioning.ConfigWriter.reply;
import static dev.watchbill.handlers.provisioning.ConfigWriter.save;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Flaw;
import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.contact.NotificationConfig;
import dev.watchbill.domain.policy.MuteTiming;
import dev.watchbill.domain.policy.TimeInterval;
import dev.watchbill.handlers.grafana.Call;
import dev.watchbill.handlers.grafana.Errors;
import dev.watchbill.handlers.grafana.GrafanaGate;
import dev.watchbill.handlers.grafana.Members;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.provisioning.ConfigWriter.Step;
import dev.watchbill.handlers.provisioning.export.ExportFormat;
import dev.watchbill.handlers.provisioning.export.ExportedMuteTimings;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code mute-timings}: spec grafana-alerting §5, by name or by the uid made from it. */
public final class MuteTimingsResource extends ProvisioningResource {
  private static final String IDS = "alerting.notifications.time-intervals.";
  private static final int INSTANTS = 10_000;

  private final ConfigWriter configs;

  @Inject
  MuteTimingsResource(GrafanaGate gate, ConfigWriter configs) {
    super(gate);
    this.configs = configs;
  }

  @Override
  @Nullable Verbs below(String resource, List<String> below) {
    if (below.isEmpty()) {
      return new Verbs()
          .on("GET", READ, this::list)
          .on("POST", WRITE, call -> withJson(call, this::create));
    }
    String name = below.getFirst();
    if (below.size() == 2 && below.getLast().equals("export")) {
      return new Verbs().on("GET", READ, call -> export(call, name));
    }
    if (below.size() > 1) return null;
    Verbs one =
        new Verbs()
            .on("GET", READ, name.equals("export") ? this::export : call -> get(call, name))
            .on("PUT", WRITE, call -> withJson(call, (c, body) -> update(c, name, body)))
            .on("DELETE", WRITE, call -> delete(call, name));
    return name.equals("test")
        ? one.on("POST", READ, call -> withMembers(call, (c, in) -> test(in)))
        : one;
  }

  private Response list(Call call) {
    return Response.json(
        200, configs.read(call.org()).timings().stream().map(MuteTimingsResource::show).toList());
  }

  private Response get(Call call, String name) {
    return find(configs.read(call.org()), name)
        .map(timing -> Response.json(200, show(timing)))
        .orElseGet(MuteTimingsResource::gone);
  }

  private Response export(Call call) {
    return export(call, configs.read(call.org()).timings());
  }

  /** The answer for a name that stands for nobody has no body here. */
  private Response export(Call call, String name) {
    return find(configs.read(call.org()), name)
        .map(timing -> export(call, List.of(timing)))
        .orElseGet(() -> Response.empty(404));
  }

  private static Response export(Call call, List<MuteTiming> timings) {
    return ExportFormat.answer(call.request(), new ExportedMuteTimings(timings, call.orgNumber()));
  }

  private Response create(Call call, @Nullable Object body) {
    return switch (MuteTiming.read(body, null, provenance(call))) {
      case Checked.Refused<MuteTiming> refused -> invalid(refused.flaws());
      case Checked.Accepted<MuteTiming>(MuteTiming timing) ->
          configs.change(
              call.org(),
              config ->
                  config.timing(timing.name()).isPresent()
                      ? reply(nameTaken())
                      : save(config.with(timing), Response.json(201, show(timing))));
    };
  }

  private Response update(Call call, String name, @Nullable Object body) {
    String version = body instanceof Map<?, ?> object ? new Members(object).text("version") : "";
    // A name that stands for nobody is 404 whatever was sent.
    Optional<MuteTiming> known = find(configs.read(call.org()), name);
    if (known.isEmpty()) return gone();
    // A body of null would be one that takes all intervals away.
    if (!(body instanceof Map<?, ?>)) return Errors.badData();
    return switch (MuteTiming.read(body, known.get().name(), provenance(call))) {
      case Checked.Refused<MuteTiming> refused -> invalid(refused.flaws());
      case Checked.Accepted<MuteTiming>(MuteTiming timing) ->
          configs.change(call.org(), config -> update(config, name, version, timing));
    };
  }

  private Step update(NotificationConfig config, String name, String version, MuteTiming timing) {
    Optional<MuteTiming> old = find(config, name);
    if (old.isEmpty()) return reply(gone());
    Optional<Response> refusal =
        changeRefusal(old.get().provenance(), timing.provenance(), old.get().version(), version);
    if (refusal.isPresent()) return reply(refusal.get());
    boolean renamed = !timing.name().equals(old.get().name());
    if (renamed && config.timing(timing.name()).isPresent()) return reply(nameTaken());
    Response done = Response.json(202, show(timing));
    NotificationConfig next = config.with(old.get(), timing);
    if (!renamed) return save(next, done);
    RuleUse use = configs.use(config.org());
    return new Step.SaveNames(next, done, use, use.timingRenamed(old.get().name(), timing.name()));
  }

  private Response delete(Call call, String name) {
    String version = call.request().parameter("version");
    Provenance next = provenance(call);
    return configs.change(
        call.org(),
        config -> {
          Optional<MuteTiming> old = find(config, name);
          if (old.isEmpty()) return reply(Response.empty(204));
          Optional<Response> refusal =
              changeRefusal(old.get().provenance(), next, old.get().version(), version);
          if (refusal.isPresent()) return reply(refusal.get());
          RuleUse use = configs.use(config.org());
          List<String> rules = use.ofTiming(old.get().name());
          boolean routes = config.policies().timingsUsed().contains(old.get().name());
          return routes || !rules.isEmpty()
              ? reply(used(routes, rules))
              : new Step.SaveNames(config.without(old.get()), Response.empty(204), use, List.of());
        });
  }

  private static Response used(boolean byRoutes, List<String> byRules) {
    Map<String, @Nullable Object> extra = new LinkedHashMap<>();
    if (byRoutes) extra.put("UsedByRoutes", true);
    if (!byRules.isEmpty()) extra.put("UsedByRules", byRules);
    return Errors.known(409, IDS + "used", "Time interval is used", extra);
  }

  /** An extension: whether intervals contain instants; nothing is stored. */
  private static Response test(Members in) {
    Checked<List<TimeInterval>> intervals = MuteTiming.readIntervals(in.raw("time_intervals"));
    List<String> asked = in.textsOrNull("at");
    if (in.misshapen() || asked == null || asked.size() > INSTANTS) return Errors.badData();
    return switch (intervals) {
      case Checked.Refused<List<TimeInterval>> refused -> invalid(refused.flaws());
      case Checked.Accepted<List<TimeInterval>>(List<TimeInterval> read) -> {
        List<Boolean> active = new ArrayList<>();
        try {
          for (String at : asked) active.add(MuteTiming.contains(read, Instant.parse(at)));
        } catch (DateTimeParseException e) {
          yield Errors.badData();
        }
        yield Response.json(200, Map.of("active", active));
      }
    };
  }

  private static Optional<MuteTiming> find(NotificationConfig config, String name) {
    return named(config.timings(), MuteTiming::name, name);
  }

  private static Response gone() {
    return Errors.known(404, IDS + "notFound", "Time interval not found");
  }

  private static Response nameTaken() {
    return Errors.known(
        400,
        IDS + "nameExists",
        "Time interval with this name already exists. Use a different name or update existing one.");
  }

  /** Ranges that cannot be read fail where the original decodes them (§5.3). */
  private static Response invalid(List<Flaw> flaws) {
    if (flaws.getFirst().kind() == Flaw.Kind.SHAPE) return badData(flaws);
    return Errors.known(
        400,
        IDS + "invalidFormat",
        "Time interval is in invalid format. Correct the payload and try again.",
        Map.of("Error", flaws.getFirst().text()));
  }

  private static Map<String, @Nullable Object> show(MuteTiming timing) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("uid", uid(timing.name()));
    shown.put("name", timing.name());
    shown.put("time_intervals", timing.toPlainIntervals());
    shown.put("version", timing.version());
    if (timing.provenance() != Provenance.NONE) {
      shown.put("provenance", timing.provenance().wire());
    }
    return shown;
  }
}
