package dev.watchbill.handlers.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.channels.SnsMessages;
import dev.watchbill.domain.alert.InboundMail;
import dev.watchbill.domain.alert.IncomingAlert;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.engine.alert.AlertIntake;
import dev.watchbill.engine.alert.AlertIntake.Taken;
import dev.watchbill.engine.alert.KnownIntegrations;
import dev.watchbill.engine.alert.KnownIntegrations.Known;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Log;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Resource;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where mail providers hand over mails (spec oncall-behaviour §1.7). Whose mail it is stands in the
 * recipient's address, which is as secret as any integration's link and all the authentication
 * there is. Only integrations for mail have such an address.
 *
 * <p>A mail costs what an alert costs. One that is refused for that must come again, so the answer
 * is 503: SendGrid and SNS give up after 4xx, Mailgun, Postmark and the others after few of them.
 */
final class InboundMailResource implements Resource {
  private static final String METHODS = "HEAD, POST, OPTIONS";

  private final KnownIntegrations integrations;
  private final IntakeBudget budget;
  private final AlertIntake intake;
  private final SnsMessages sns;
  private final Settings settings;
  private final InstantSource clock;

  @Inject
  InboundMailResource(
      KnownIntegrations integrations,
      IntakeBudget budget,
      AlertIntake intake,
      SnsMessages sns,
      Settings settings,
      InstantSource clock) {
    this.integrations = integrations;
    this.budget = budget;
    this.intake = intake;
    this.sns = sns;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Response answer(Request request) {
    return switch (request.method()) {
      case "HEAD" -> Response.empty(200); // how some providers look whether anybody is there
      case "OPTIONS" -> Answers.options(METHODS);
      case "POST" -> {
        String text = new String(request.body(), UTF_8);
        yield isSubscription(text) ? subscription(text, request) : received(request);
      }
      default -> Answers.wrongMethod(request.method(), METHODS);
    };
  }

  /** A mail on its way to an integration. */
  private record Addressed(Mail mail, Known known) {}

  /*
   * A provider may hand over several mails at once. One that is stored must not come again because another was for nobody, so the
   * request succeeds if any of them was stored. The budget is asked for all of them first: refused, none is stored and all come again. What
   * another integration's mails took of theirs meanwhile is lost to it until its window ends.
   */
  private Response received(Request request) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Response refusal = Response.empty(400);
    List<Addressed> ours = new ArrayList<>();
    for (Mail mail : MailForms.read(request)) {
      Optional<String> token = mail.token(settings.inboundDomain());
      if (token.isEmpty()) continue;
      Optional<Known> known = integrations.byMailbox(token.get());
      if (known.isPresent()) ours.add(new Addressed(mail, known.get()));
      else refusal = Answers.unknownToken();
    }
    List<Addressed> taken = ours.stream().limit(IntakeBudget.AT_ONCE).toList();
    Map<String, Integer> counts = new HashMap<>();
    for (Addressed each : taken) counts.merge(each.known.integration().id(), 1, Integer::sum);
    for (Addressed each : taken) {
      Integration integration = each.known.integration();
      Integer count = counts.remove(integration.id());
      if (count == null) continue;
      Optional<Response> refused = budget.take(integration, now, count);
      if (refused.isPresent()) return Answers.later(refused.get());
    }
    Response answer = store(taken, refusal, now);
    return answer.status() == 200 && taken.size() < ours.size()
        ? Answers.tooMany(taken.size(), ours.size())
        : answer;
  }

  private Response store(List<Addressed> mails, Response otherwise, Instant now) {
    Response answer = otherwise;
    Instant at = now;
    for (Addressed each : mails) {
      Known known = each.known;
      Taken taken = intake.take(known.integration(), known.fresh(), alert(each.mail), false, at);
      // The provider tries again, and some may be double.
      if (taken == Taken.CONTENDED) return Answers.contended();
      if (answer.status() != 200) answer = Answers.of(taken, "OK");
      at = at.plus(1, ChronoUnit.MICROS);
    }
    return answer;
  }

  private static IncomingAlert alert(Mail mail) {
    return InboundMail.alert(mail.subject(), mail.text(), mail.html(), mail.from());
  }

  private static boolean isSubscription(String text) {
    return text.contains("SubscriptionConfirmation")
        && Json.payload(text).orElse(null) instanceof Map<?, ?> envelope
        && "SubscriptionConfirmation".equals(envelope.get("Type"));
  }

  private Response subscription(String text, Request request) {
    try {
      return sns.read(text) instanceof SnsMessages.Verified verified
              && sns.confirm(verified.envelope())
          ? Response.json(200, "OK")
          : Answers.text(403, "Not accepted: SNS did not send this.");
    } catch (IOException e) {
      Log.error("an SNS subscription could not be confirmed", request.id(), e);
      return Response.json(400, Map.of());
    }
  }
}
