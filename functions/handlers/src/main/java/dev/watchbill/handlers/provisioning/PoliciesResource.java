package dev.watchbill.handlers.provisioning;

import static dev.watchbill.handlers.provisioning.ConfigWriter.reply;
import static dev.watchbill.handlers.provisioning.ConfigWriter.save;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Flaw;
import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.contact.NotificationConfig;
import dev.watchbill.domain.policy.NotificationPolicy;
import dev.watchbill.handlers.grafana.Call;
import dev.watchbill.handlers.grafana.Errors;
import dev.watchbill.handlers.grafana.GrafanaGate;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.provisioning.export.ExportFormat;
import dev.watchbill.handlers.provisioning.export.ExportedPolicies;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code policies}: the one tree of the organisation, spec grafana-alerting §4. */
public final class PoliciesResource extends ProvisioningResource {
  private final ConfigWriter configs;
  private final PolicyTrial trial;

  @Inject
  PoliciesResource(GrafanaGate gate, ConfigWriter configs, PolicyTrial trial) {
    super(gate);
    this.configs = configs;
    this.trial = trial;
  }

  @Override
  @Nullable Verbs below(String resource, List<String> below) {
    if (below.isEmpty()) {
      return new Verbs()
          .on("GET", READ, call -> Response.json(200, show(configs.read(call.org()))))
          .on("PUT", WRITE, call -> withJson(call, this::replace))
          .on("DELETE", WRITE, this::reset);
    }
    if (below.equals(List.of("export"))) {
      return new Verbs().on("GET", READ, this::export);
    }
    return below.equals(List.of("test"))
        ? new Verbs().on("POST", READ, call -> withMembers(call, trial::of))
        : null;
  }

  private Response export(Call call) {
    NotificationConfig config = configs.read(call.org());
    return ExportFormat.answer(
        call.request(),
        new ExportedPolicies(config.policies(), config.policiesProvenance(), call.orgNumber()));
  }

  private Response replace(Call call, @Nullable Object body) {
    if (!(body instanceof Map<?, ?>)) return Errors.badData();
    return switch (NotificationPolicy.read(body)) {
      case Checked.Refused<NotificationPolicy> refused -> invalid(refused.flaws());
      case Checked.Accepted<NotificationPolicy>(NotificationPolicy tree) ->
          configs.change(
              call.org(),
              config -> {
                List<Flaw> dangling =
                    tree.danglingReferences(config.receivers(), config.timingNames());
                return dangling.isEmpty()
                    ? save(
                        config.withPolicies(tree, provenance(call)), accepted("policies updated"))
                    : reply(invalid(dangling));
              });
    };
  }

  private Response reset(Call call) {
    return configs.change(
        call.org(),
        config -> {
          NotificationConfig reset = config.reset();
          return save(reset, Response.json(202, show(reset)));
        });
  }

  /** The words that clients look for (corrections, Terraform). */
  static Response invalid(List<Flaw> flaws) {
    return Errors.known(
        400,
        "alerting.notifications.routes.invalidFormat",
        "Invalid format of the submitted route: " + flaws.getFirst().text(),
        Map.of("Errors", flaws.stream().map(Flaw::toString).toList()));
  }

  private static Map<String, @Nullable Object> show(NotificationConfig config) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>(config.policies().toPlain());
    if (config.policiesProvenance() != Provenance.NONE) {
      shown.put("provenance", config.policiesProvenance().wire());
    }
    return shown;
  }
}
