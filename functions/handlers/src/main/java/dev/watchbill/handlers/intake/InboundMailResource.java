package dev.watchbill.handlers.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.channels.SnsMessages;
import dev.watchbill.domain.alert.InboundMail;
import dev.watchbill.handlers.http.Log;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Resource;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import dev.watchbill.handlers.intake.AlertIntake.Taken;
import dev.watchbill.handlers.intake.KnownIntegrations.Known;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where mail providers hand over mails (spec oncall-behaviour §1.7). Whose mail it is stands in the
 * recipient's address, which is as secret as any integration's link and all the authentication
 * there is. Mails cost no budget: refused ones would bounce.
 */
final class InboundMailResource implements Resource {
  private static final String METHODS = "HEAD, POST, OPTIONS";

  private final KnownIntegrations integrations;
  private final AlertIntake intake;
  private final SnsMessages sns;
  private final Settings settings;
  private final InstantSource clock;

  @Inject
  InboundMailResource(
      KnownIntegrations integrations,
      AlertIntake intake,
      SnsMessages sns,
      Settings settings,
      InstantSource clock) {
    this.integrations = integrations;
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

  /*
   * A provider may hand over several mails at once. One that is stored must not come again because another was for nobody, so the
   * request succeeds if any of them was stored.
   */
  private Response received(Request request) {
    List<Mail> mails = MailForms.read(request);
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    boolean stored = false;
    Response refusal = Response.empty(400);
    for (Mail mail : mails) {
      Optional<String> token = mail.token(settings.inboundDomain());
      if (token.isEmpty()) continue;
      Response answer = received(mail, token.get(), at);
      if (answer.status() == 503) return answer; // the provider tries again, and some may be double
      if (answer.status() == 200) stored = true;
      else refusal = answer;
      at = at.plus(1, ChronoUnit.MICROS);
    }
    return stored ? Response.json(200, "OK") : refusal;
  }

  private Response received(Mail mail, String token, Instant at) {
    Optional<Known> known = integrations.byToken(token);
    if (known.isEmpty()) return Answers.unknownToken();
    Taken taken =
        intake.take(
            known.get().integration(),
            known.get().fresh(),
            InboundMail.alert(mail.subject(), mail.text(), mail.html(), mail.from()),
            false,
            at);
    return Answers.of(taken, "OK");
  }

  private static boolean isSubscription(String text) {
    return text.contains("SubscriptionConfirmation")
        && AlertIntake.json(text).orElse(null) instanceof Map<?, ?> envelope
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
