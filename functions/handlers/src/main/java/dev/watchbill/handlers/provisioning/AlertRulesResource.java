package dev.watchbill.handlers.provisioning;

import static dev.watchbill.handlers.provisioning.RuleWriter.reply;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.rule.AlertRule;
import dev.watchbill.domain.rule.RuleGroups;
import dev.watchbill.domain.rule.StoredGroup;
import dev.watchbill.handlers.grafana.Call;
import dev.watchbill.handlers.grafana.Errors;
import dev.watchbill.handlers.grafana.GrafanaGate;
import dev.watchbill.handlers.grafana.Permission;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.provisioning.RuleWriter.Step;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code alert-rules} and {@code folder/…/rule-groups/…}: spec grafana-alerting §2. */
public final class AlertRulesResource extends ProvisioningResource {

  /** Editors write rules too (spec grafana-alerting §1.3). */
  private static final Permission WRITE_RULES =
      Permission.of("alert.provisioning:write", Role.EDITOR);

  private final RuleGroups groups;
  private final RuleWriter writer;
  private final RuleGroupRequests ofGroups;
  private final RuleExports exports;
  private final PublicIds ids;
  private final InstantSource clock;

  @Inject
  AlertRulesResource(
      GrafanaGate gate,
      RuleGroups groups,
      RuleWriter writer,
      RuleGroupRequests ofGroups,
      RuleExports exports,
      PublicIds ids,
      InstantSource clock) {
    super(gate);
    this.groups = groups;
    this.writer = writer;
    this.ofGroups = ofGroups;
    this.exports = exports;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  @Nullable Verbs below(String resource, List<String> below) {
    if (resource.equals("folder")) return group(below);
    if (below.isEmpty()) {
      return new Verbs()
          .on("GET", READ, this::list)
          .on("POST", WRITE_RULES, call -> withJson(call, this::create));
    }
    String uid = below.getFirst();
    if (below.size() == 2 && below.getLast().equals("export")) {
      return new Verbs().on("GET", READ, call -> exports.rule(call, uid));
    }
    if (below.size() > 1) return null;
    return new Verbs()
        .on("GET", READ, uid.equals("export") ? exports::chosen : call -> get(call, uid))
        .on("PUT", WRITE_RULES, call -> withJson(call, (c, body) -> update(c, uid, body)))
        .on("DELETE", WRITE_RULES, call -> delete(call, uid));
  }

  private @Nullable Verbs group(List<String> below) {
    if (below.size() < 3 || !below.get(1).equals("rule-groups")) return null;
    String folder = below.getFirst();
    String title = below.get(2);
    if (below.size() == 4 && below.getLast().equals("export")) {
      return new Verbs().on("GET", READ, call -> exports.group(call, folder, title));
    }
    if (below.size() > 3) return null;
    return new Verbs()
        .on("GET", READ, call -> ofGroups.get(call, folder, title))
        .on(
            "PUT",
            WRITE_RULES,
            call ->
                withJson(call, (c, body) -> ofGroups.put(c, folder, title, body, provenance(c))))
        .on("DELETE", WRITE_RULES, call -> ofGroups.delete(call, folder, title, provenance(call)));
  }

  private Response list(Call call) {
    List<Map<String, @Nullable Object>> rules = new ArrayList<>();
    for (StoredGroup group : groups.all(call.org())) {
      group.rules().forEach(rule -> rules.add(rule.toPlain(call.orgNumber())));
    }
    return Response.json(200, rules);
  }

  private Response get(Call call, String uid) {
    return groups
        .holding(call.org(), uid)
        .flatMap(group -> group.rule(uid))
        .map(rule -> Response.json(200, rule.toPlain(call.orgNumber())))
        .orElseGet(AlertRulesResource::gone);
  }

  /** The original's answer has no body. */
  private static Response gone() {
    return Response.empty(404);
  }

  private Response create(Call call, @Nullable Object body) {
    if (!(body instanceof Map<?, ?>)) return Errors.badData();
    return switch (AlertRule.read(body)) {
      case Checked.Refused<AlertRule> refused -> RuleWriter.invalid(refused.flaws());
      case Checked.Accepted<AlertRule>(AlertRule rule) -> {
        boolean chosen = !rule.uid().isEmpty();
        String uid = chosen ? rule.uid() : ids.uid();
        yield writer.change(call.org(), () -> create(call, rule, uid, chosen));
      }
    };
  }

  private Step create(Call call, AlertRule read, String uid, boolean chosen) {
    if (chosen && groups.holding(call.org(), uid).isPresent()) {
      return reply(
          Errors.known(
              409, "alerting.uidConflict", "cannot create rule with UID '" + uid + "': conflict"));
    }
    Instant now = clock.instant();
    AlertRule rule =
        writer
            .numbered(call.org(), List.of(read.identifiedAs(0, uid).written(now, provenance(call))))
            .getFirst();
    StoredGroup next = groups.find(call.org(), rule.folderUid(), rule.ruleGroup()).with(rule);
    AlertRule placed = next.rule(uid).orElseThrow();
    return new Step.Save(
        List.of(next),
        List.of(placed),
        chosen,
        () -> Response.json(201, placed.toPlain(call.orgNumber())));
  }

  private Response update(Call call, String uid, @Nullable Object body) {
    if (groups.holding(call.org(), uid).isEmpty()) return gone();
    if (!(body instanceof Map<?, ?>)) return Errors.badData();
    return switch (AlertRule.read(body)) {
      case Checked.Refused<AlertRule> refused -> RuleWriter.invalid(refused.flaws());
      case Checked.Accepted<AlertRule>(AlertRule rule) ->
          writer.change(call.org(), () -> update(call, uid, rule));
    };
  }

  private Step update(Call call, String uid, AlertRule sent) {
    Optional<StoredGroup> holding = groups.holding(call.org(), uid);
    if (holding.isEmpty()) return reply(gone());
    AlertRule old = holding.get().rule(uid).orElseThrow();
    Provenance next = provenance(call);
    Optional<Response> refusal = provenanceRefusal(old.provenance(), next);
    if (refusal.isPresent()) return reply(refusal.get());
    AlertRule rule = sent.identifiedAs(old.id(), uid).written(clock.instant(), next);
    boolean stays =
        rule.folderUid().equals(old.folderUid()) && rule.ruleGroup().equals(old.ruleGroup());
    List<StoredGroup> changed = new ArrayList<>();
    StoredGroup target =
        stays ? holding.get() : groups.find(call.org(), rule.folderUid(), rule.ruleGroup());
    if (!stays) {
      changed.add(holding.get().without(uid));
      // Of a group that begins with it, the rule brings the interval along.
      if (target.version() == 0) target = target.with(holding.get().interval(), List.of());
    }
    StoredGroup with = target.with(rule);
    changed.add(with);
    AlertRule placed = with.rule(uid).orElseThrow();
    return new Step.Save(
        changed,
        List.of(placed),
        false,
        () -> Response.json(200, placed.toPlain(call.orgNumber())));
  }

  private Response delete(Call call, String uid) {
    Provenance next = provenance(call);
    return writer.change(
        call.org(),
        () -> {
          Optional<StoredGroup> holding = groups.holding(call.org(), uid);
          if (holding.isEmpty()) return reply(Response.empty(204));
          Optional<Response> refusal =
              provenanceRefusal(holding.get().rule(uid).orElseThrow().provenance(), next);
          if (refusal.isPresent()) return reply(refusal.get());
          return new Step.Save(
              List.of(holding.get().without(uid)), List.of(), false, () -> Response.empty(204));
        });
  }
}
