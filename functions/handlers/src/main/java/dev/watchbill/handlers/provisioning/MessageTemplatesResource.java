package dev.watchbill.handlers.provisioning;

import static dev.watchbill.handlers.provisioning.ConfigWriter.reply;
import static dev.watchbill.handlers.provisioning.ConfigWriter.save;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Flaw;
import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.contact.MessageTemplate;
import dev.watchbill.domain.contact.NotificationConfig;
import dev.watchbill.handlers.grafana.Call;
import dev.watchbill.handlers.grafana.Errors;
import dev.watchbill.handlers.grafana.GrafanaGate;
import dev.watchbill.handlers.grafana.Members;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.provisioning.ConfigWriter.Step;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code templates}: spec grafana-alerting §6. There is no POST; the path names the file. */
public final class MessageTemplatesResource extends ProvisioningResource {
  private static final String IDS = "alerting.notifications.templates.";

  private final ConfigWriter configs;

  @Inject
  MessageTemplatesResource(GrafanaGate gate, ConfigWriter configs) {
    super(gate);
    this.configs = configs;
  }

  @Override
  @Nullable Verbs below(String resource, List<String> below) {
    if (below.isEmpty()) return new Verbs().on("GET", READ, this::list);
    if (below.size() > 1) return null;
    String name = below.getFirst();
    return new Verbs()
        .on("GET", READ, call -> get(call, name))
        .on("PUT", WRITE, call -> withMembers(call, (c, in) -> put(c, name, in)))
        .on("DELETE", WRITE, call -> delete(call, name));
  }

  private Response list(Call call) {
    return Response.json(
        200,
        configs.read(call.org()).templates().stream().map(MessageTemplatesResource::show).toList());
  }

  private Response get(Call call, String name) {
    return find(configs.read(call.org()), name)
        .map(template -> Response.json(200, show(template)))
        .orElseGet(MessageTemplatesResource::gone);
  }

  private Response put(Call call, String name, Members in) {
    String text = in.text("template");
    String version = in.text("version");
    if (in.misshapen()) return Errors.badData();
    Provenance provenance = provenance(call);
    return configs.change(call.org(), config -> put(config, name, text, version, provenance));
  }

  private static Step put(
      NotificationConfig config, String name, String text, String version, Provenance provenance) {
    Optional<MessageTemplate> old = find(config, name);
    String stored = old.map(MessageTemplate::name).orElse(name);
    if (old.isEmpty() && !version.isEmpty()) return reply(gone());
    if (old.isPresent()) {
      Optional<Response> refusal =
          changeRefusal(old.get().provenance(), provenance, old.get().version(), version);
      if (refusal.isPresent()) return reply(refusal.get());
    }
    return switch (MessageTemplate.of(stored, text, provenance)) {
      case Checked.Refused<MessageTemplate> refused -> reply(invalid(refused.flaws()));
      case Checked.Accepted<MessageTemplate>(MessageTemplate template) ->
          save(config.with(template), Response.json(202, show(template)));
    };
  }

  /** One that contact points use may go: what uses it then fails to render (§6). */
  private Response delete(Call call, String name) {
    String version = call.request().parameter("version");
    Provenance next = provenance(call);
    return configs.change(
        call.org(),
        config -> {
          Optional<MessageTemplate> old = find(config, name);
          if (old.isEmpty()) return reply(Response.empty(204));
          Optional<Response> refusal =
              changeRefusal(old.get().provenance(), next, old.get().version(), version);
          if (refusal.isPresent()) return reply(refusal.get());
          return save(config.without(old.get()), Response.empty(204));
        });
  }

  private static Optional<MessageTemplate> find(NotificationConfig config, String name) {
    return named(config.templates(), MessageTemplate::name, name);
  }

  private static Response gone() {
    return Errors.known(404, IDS + "notFound", "Template not found");
  }

  private static Response invalid(List<Flaw> flaws) {
    return Errors.known(
        400,
        IDS + "invalidFormat",
        "Template is in invalid format. Correct the payload and try again.",
        Map.of("Error", flaws.getFirst().text()));
  }

  private static Map<String, @Nullable Object> show(MessageTemplate template) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("name", template.name());
    shown.put("template", template.content());
    shown.put("version", template.version());
    if (template.provenance() != Provenance.NONE) {
      shown.put("provenance", template.provenance().wire());
    }
    return shown;
  }
}
