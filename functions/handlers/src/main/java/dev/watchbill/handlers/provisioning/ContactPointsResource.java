package dev.watchbill.handlers.provisioning;

import static dev.watchbill.handlers.provisioning.ConfigWriter.reply;
import static dev.watchbill.handlers.provisioning.ConfigWriter.save;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Flaw;
import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.contact.ContactPoint;
import dev.watchbill.domain.contact.NotificationConfig;
import dev.watchbill.domain.org.Role;
import dev.watchbill.handlers.grafana.Call;
import dev.watchbill.handlers.grafana.Errors;
import dev.watchbill.handlers.grafana.GrafanaGate;
import dev.watchbill.handlers.grafana.Permission;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.provisioning.ConfigWriter.Step;
import dev.watchbill.handlers.provisioning.export.ExportFormat;
import dev.watchbill.handlers.provisioning.export.ExportedContactPoints;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code contact-points}: spec grafana-alerting §3. What has a uid is one integration; those of one
 * name are a contact point. Secrets go in, and come out only for admins who export them decrypted.
 */
public final class ContactPointsResource extends ProvisioningResource {
  private static final String IDS = "alerting.notifications.contact-points.";

  private static final Permission SECRETS =
      Permission.of("alert.provisioning.secrets:read", Role.ADMIN);

  private final ConfigWriter configs;
  private final PublicIds ids;

  @Inject
  ContactPointsResource(GrafanaGate gate, ConfigWriter configs, PublicIds ids) {
    super(gate);
    this.configs = configs;
    this.ids = ids;
  }

  @Override
  @Nullable Verbs below(String resource, List<String> below) {
    if (below.isEmpty()) {
      return new Verbs()
          .on("GET", READ, this::list)
          .on("POST", WRITE, call -> withJson(call, this::create));
    }
    if (below.size() > 1) return null;
    String uid = below.getFirst();
    Verbs one =
        new Verbs()
            .on("PUT", WRITE, call -> withJson(call, (c, body) -> update(c, uid, body)))
            .on("DELETE", WRITE, call -> delete(call, uid));
    return uid.equals("export") ? one.on("GET", READ, this::export) : one;
  }

  private Response list(Call call) {
    return Response.json(200, named(call).stream().map(ContactPoint::toPlain).toList());
  }

  /** Those of the name in the query, or all. */
  private List<ContactPoint> named(Call call) {
    String name = call.request().parameter("name");
    return configs.read(call.org()).contactPoints().stream()
        .filter(point -> name == null || name.isEmpty() || point.name().equals(name))
        .toList();
  }

  /** The one answer that shows secrets, to admins who ask for them (§7.1). */
  private Response export(Call call) {
    boolean revealed = ExportFormat.flag(call.request(), "decrypt");
    if (revealed && !SECRETS.isOf(call.caller())) {
      return Errors.denied(call.request().id(), SECRETS);
    }
    Response answer =
        ExportFormat.answer(
            call.request(), new ExportedContactPoints(named(call), revealed, call.orgNumber()));
    return revealed ? answer.secret() : answer;
  }

  private Response create(Call call, @Nullable Object body) {
    if (!(body instanceof Map<?, ?>)) return Errors.badData();
    return switch (ContactPoint.read(body, null, provenance(call))) {
      case Checked.Refused<ContactPoint> refused -> invalid(refused.flaws());
      case Checked.Accepted<ContactPoint>(ContactPoint read) -> {
        ContactPoint point = read.uid().isEmpty() ? read.withUid(ids.uid()) : read;
        yield configs.change(call.org(), config -> create(config, point));
      }
    };
  }

  private static Step create(NotificationConfig config, ContactPoint point) {
    Optional<ContactPoint> holder = config.contactPoint(point.uid());
    return holder.isPresent()
        ? reply(
            Errors.known(
                409,
                IDS + "uidInUse",
                "Receiver configuration with UID '"
                    + point.uid()
                    + "' already exists in contact point '"
                    + holder.get().name()
                    + "'. Please use unique identifiers for receivers across all contact points."))
        : save(config.with(point), Response.json(202, point.toPlain()));
  }

  private Response update(Call call, String uid, @Nullable Object body) {
    if (!(body instanceof Map<?, ?>)) return Errors.badData();
    Provenance next = provenance(call);
    return configs.change(call.org(), config -> update(config, uid, body, next));
  }

  /** Redacted secrets are those that stand there when the change is made. */
  private Step update(NotificationConfig config, String uid, Object body, Provenance next) {
    Optional<ContactPoint> old = config.contactPoint(uid);
    if (old.isEmpty()) return reply(Errors.plain(404, "contact point not found"));
    Optional<Response> refusal = provenanceRefusal(old.get().provenance(), next);
    if (refusal.isPresent()) return reply(refusal.get());
    return switch (ContactPoint.read(body, old.get(), next)) {
      case Checked.Refused<ContactPoint> refused -> reply(invalid(refused.flaws()));
      case Checked.Accepted<ContactPoint>(ContactPoint point) -> updated(config, old.get(), point);
    };
  }

  /** Rules follow the last integration of a contact point to its new name, as policies do. */
  private Step updated(NotificationConfig config, ContactPoint old, ContactPoint changed) {
    Response done = accepted("contactpoint updated");
    NotificationConfig next = config.with(old, changed);
    if (old.name().equals(changed.name()) || !config.isLast(old)) return save(next, done);
    RuleUse use = configs.use(config.org());
    return new Step.SaveNames(next, done, use, use.receiverRenamed(old.name(), changed.name()));
  }

  /** Whatever its provenance; but a policy must not be left without the one it names. */
  private Response delete(Call call, String uid) {
    Response done = accepted("contactpoint deleted");
    return configs.change(
        call.org(),
        config -> {
          Optional<ContactPoint> old = config.contactPoint(uid);
          if (old.isEmpty()) return reply(done);
          NotificationConfig next = config.without(old.get());
          if (!config.isLast(old.get())) return save(next, done);
          String name = old.get().name();
          if (config.policies().receiversUsed().contains(name)) {
            return reply(
                Errors.known(
                    409,
                    IDS + "referenced",
                    "Contact point is currently referenced by a notification policy.",
                    Map.of("ContactPoint", name)));
          }
          RuleUse use = configs.use(config.org());
          List<String> rules = use.ofReceiver(name);
          return rules.isEmpty()
              ? new Step.SaveNames(next, done, use, List.of())
              : reply(
                  Errors.known(
                      409,
                      IDS + "used-by-rule",
                      "Contact point is currently used in the notification settings of one or"
                          + " many alert rules.",
                      Map.of("ContactPoint", name, "UsedByRules", rules)));
        });
  }

  private static Response invalid(List<Flaw> flaws) {
    Flaw first = flaws.getFirst();
    return Errors.known(
        400,
        IDS + "invalid",
        "invalid object specification: " + first.text(),
        Map.of("Errors", flaws.stream().map(Flaw::toString).toList()));
  }
}
