package dev.watchbill.handlers.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.channels.SnsEnvelope;
import dev.watchbill.channels.SnsMessages;
import dev.watchbill.domain.alert.IncomingAlert;
import dev.watchbill.domain.alert.IncomingAlerts;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType.Intake;
import dev.watchbill.engine.alert.AlertIntake;
import dev.watchbill.engine.alert.AlertIntake.Taken;
import dev.watchbill.engine.alert.KnownIntegrations;
import dev.watchbill.engine.alert.KnownIntegrations.Known;
import dev.watchbill.engine.heartbeat.HeartbeatSignals;
import dev.watchbill.handlers.http.Body;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Log;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Resource;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import dev.watchbill.handlers.oncall.Refusals;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /integrations/v1/…}: where alerts, heartbeats and mails come in (spec oncall-behaviour
 * §1). The slash at the end may be missing: a redirect would drop the body.
 *
 * <p>The checks of a POST come in the order of §1.3: token, budget, (on the addresses of one
 * family, type,) body, (on the others, type,) and then the alert is stored before the answer
 * leaves.
 */
public final class IntakeResource implements Resource {
  private final KnownIntegrations integrations;
  private final IntakeBudget budget;
  private final AlertIntake intake;
  private final HeartbeatSignals heartbeats;
  private final SnsMessages sns;
  private final InboundMailResource mail;
  private final Settings settings;
  private final InstantSource clock;

  @Inject
  IntakeResource(
      KnownIntegrations integrations,
      IntakeBudget budget,
      AlertIntake intake,
      HeartbeatSignals heartbeats,
      SnsMessages sns,
      InboundMailResource mail,
      Settings settings,
      InstantSource clock) {
    this.integrations = integrations;
    this.budget = budget;
    this.intake = intake;
    this.heartbeats = heartbeats;
    this.sns = sns;
    this.mail = mail;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Response answer(Request request) {
    List<String> path = request.segments();
    if (path.size() < 3 || !path.get(0).equals("integrations") || !path.get(1).equals("v1")) {
      return Answers.notFound();
    }
    List<String> below = path.subList(2, path.size());
    return switch (below.size()) {
      case 1 ->
          switch (below.getFirst()) {
            case "inbound_email_webhook" -> mail.answer(request);
            case "backsync" -> backsync(request);
            default -> Answers.notFound();
          };
      case 2 -> alerts(request, below.get(0), below.get(1));
      case 3 ->
          below.get(2).equals("heartbeat") ? heartbeat(request, below.get(1)) : Answers.notFound();
      default -> Answers.notFound();
    };
  }

  private Response alerts(Request request, String addressed, String token) {
    Optional<Known> known = integrations.byToken(token);
    if (known.isEmpty()) return Answers.unknownToken();
    return switch (request.method()) {
      case "POST" -> post(request, addressed, known.get());
      case "GET", "HEAD" ->
          Answers.instructions(known.get().integration(), link(known.get().integration(), token));
      case "OPTIONS" -> Answers.options(Answers.METHODS);
      default -> Answers.wrongMethod(request.method(), Answers.METHODS);
    };
  }

  private Response post(Request request, String addressed, Known known) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Integration integration = known.integration();
    Optional<Response> refused = budget.take(integration, now);
    if (refused.isPresent()) return refused.get();
    return switch (addressed) {
      case "amazon_sns" -> notification(request, known, now);
      case "alertmanager", "grafana_alerting", "grafana" ->
          fits(addressed, integration)
              ? body(request, addressed, known, integration.type().intake(), now)
              : Answers.wrongType(addressed, integration);
      default -> body(request, addressed, known, Intake.GENERIC, now);
    };
  }

  private static boolean fits(String addressed, Integration integration) {
    return integration.type().publicSlug().equals(addressed);
  }

  private Response body(Request request, String addressed, Known known, Intake how, Instant now) {
    return switch (AlertBody.of(request)) {
      case Body.Unreadable unreadable -> Refusals.of(unreadable.problem());
      case Body.Value body -> {
        if (body.files()) yield Answers.text(400, "File uploads are not allowed");
        if (!fits(addressed, known.integration())) {
          yield Answers.wrongType(addressed, known.integration());
        }
        yield store(known, IncomingAlerts.read(how, body.value(), Json::payload), now);
      }
    };
  }

  private Response store(Known known, IncomingAlerts incoming, Instant now) {
    return switch (incoming) {
      case IncomingAlerts.Refused refused -> Answers.text(400, refused.reason());
      case IncomingAlerts.Accepted accepted -> store(known, accepted.alerts(), now);
    };
  }

  /*
   * Of a body with several alerts each one costs a unit of its own (§1.5). When they do not fit what is left of the budget, none is stored:
   * the sender comes again with all of them, and those before would be double and the ones behind never get their turn. The original stores
   * the ones before; its Alertmanager address drops the rest and says 200, which no answer of ours may do.
   */
  private Response store(Known known, List<IncomingAlert> alerts, Instant now) {
    List<IncomingAlert> taken = alerts.stream().limit(IntakeBudget.AT_ONCE).toList();
    int several = Math.toIntExact(taken.stream().filter(IncomingAlert::perAlert).count());
    if (several > 0) {
      Optional<Response> refused = budget.take(known.integration(), now, several);
      if (refused.isPresent()) return refused.get();
    }
    Instant at = now;
    for (IncomingAlert alert : taken) {
      Taken done = intake.take(known.integration(), known.fresh(), alert, false, at);
      if (done != Taken.STORED) return Answers.of(done, "");
      at = at.plus(1, ChronoUnit.MICROS);
    }
    return taken.size() < alerts.size()
        ? Answers.tooMany(taken.size(), alerts.size())
        : Response.json(200, "Ok.");
  }

  private Response notification(Request request, Known known, Instant now) {
    String text = new String(request.body(), UTF_8);
    try {
      return switch (sns.read(text)) {
        case SnsMessages.Refused refused -> Answers.text(403, "Not accepted: " + refused.reason());
        case SnsMessages.Verified verified -> verified(verified.envelope(), text, known, now);
      };
    } catch (IOException e) {
      Log.error("an SNS message could not be checked", request.id(), e);
      return Response.json(400, Map.of());
    }
  }

  private Response verified(SnsEnvelope envelope, String text, Known known, Instant now)
      throws IOException {
    return switch (envelope.type()) {
      case "Notification" ->
          store(
              known,
              IncomingAlerts.read(Intake.SNS, Json.payload(text).orElse(null), Json::payload),
              now);
      case "SubscriptionConfirmation" ->
          sns.confirm(envelope)
              ? Response.empty(200)
              : Answers.text(403, "Not accepted: the subscription's address is not one of SNS");
      default -> Response.empty(200); // an end of a subscription needs no answer
    };
  }

  private Response heartbeat(Request request, String token) {
    Optional<Known> known = integrations.byToken(token);
    if (known.isEmpty()) return Answers.unknownToken();
    Integration integration = known.get().integration();
    boolean signal = request.method().equals("POST");
    if (!signal && !request.method().equals("GET") && !request.method().equals("HEAD")) {
      return request.method().equals("OPTIONS")
          ? Answers.options(Answers.METHODS)
          : Answers.wrongMethod(request.method(), Answers.METHODS);
    }
    Instant now = clock.instant();
    Optional<Response> refused = budget.take(integration, now);
    if (refused.isPresent()) return refused.get();
    if (!integration.type().supportsHeartbeat()) return Answers.notFound();
    if (!signal) return Response.json(200, ":)");
    return switch (heartbeats.receive(integration, now)) {
      case DONE -> Response.empty(200);
      case UNKNOWN -> Answers.notFound();
      case CONTENDED -> Answers.contended();
    };
  }

  /** The state sync of products that connect themselves; none can, so no token of theirs exists. */
  private static Response backsync(Request request) {
    return switch (request.method()) {
      case "POST" -> Response.json(403, Map.of("detail", "Invalid token."));
      case "OPTIONS" -> Answers.options("POST, OPTIONS");
      default -> Answers.wrongMethod(request.method(), "POST, OPTIONS");
    };
  }

  private String link(Integration integration, String token) {
    return settings.baseUrl()
        + "/integrations/v1/"
        + integration.type().publicSlug()
        + "/"
        + token
        + "/";
  }
}
