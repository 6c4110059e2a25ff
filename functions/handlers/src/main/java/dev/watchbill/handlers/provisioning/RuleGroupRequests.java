package dev.watchbill.handlers.provisioning;

import static dev.watchbill.handlers.provisioning.RuleWriter.reply;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.rule.AlertRule;
import dev.watchbill.domain.rule.RuleGroup;
import dev.watchbill.domain.rule.RuleGroupChange;
import dev.watchbill.domain.rule.RuleGroups;
import dev.watchbill.domain.rule.StoredGroup;
import dev.watchbill.handlers.grafana.Call;
import dev.watchbill.handlers.grafana.Errors;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.provisioning.RuleWriter.Step;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests for whole rule groups (spec grafana-alerting §2.6, §2.7). */
final class RuleGroupRequests {
  private final RuleGroups groups;
  private final RuleWriter writer;
  private final PublicIds ids;
  private final InstantSource clock;

  @Inject
  RuleGroupRequests(RuleGroups groups, RuleWriter writer, PublicIds ids, InstantSource clock) {
    this.groups = groups;
    this.writer = writer;
    this.ids = ids;
    this.clock = clock;
  }

  Response get(Call call, String folder, String title) {
    StoredGroup group = groups.find(call.org(), folder, title);
    if (group.rules().isEmpty()) return gone();
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("title", title);
    shown.put("folderUid", folder);
    shown.put("interval", group.interval());
    shown.put("rules", group.rules().stream().map(rule -> rule.toPlain(call.orgNumber())).toList());
    return Response.json(200, shown);
  }

  /** The answer repeats what was sent: generated uids are only in the next GET. */
  Response put(
      Call call, String folder, String title, @Nullable Object body, Provenance provenance) {
    if (!(body instanceof Map<?, ?> sent)) return Errors.badData();
    Map<String, @Nullable Object> echo = new LinkedHashMap<>();
    sent.forEach((name, value) -> echo.put(String.valueOf(name), value));
    echo.put("folderUid", folder);
    echo.put("title", title);
    return switch (RuleGroup.read(body, folder, title)) {
      case Checked.Refused<RuleGroup> refused -> RuleWriter.invalid(refused.flaws());
      case Checked.Accepted<RuleGroup>(RuleGroup submitted) ->
          writer.change(
              call.org(), () -> replace(call, submitted, provenance, Response.json(200, echo)));
    };
  }

  private Step replace(Call call, RuleGroup submitted, Provenance provenance, Response done) {
    StoredGroup present = groups.find(call.org(), submitted.folderUid(), submitted.title());
    Set<String> coming = new HashSet<>();
    List<AlertRule> rules = submitted.rules();
    for (AlertRule rule : rules == null ? List.<AlertRule>of() : rules) {
      if (!rule.uid().isEmpty() && present.rule(rule.uid()).isEmpty()) coming.add(rule.uid());
    }
    Map<String, StoredGroup> sources = groups.holding(call.org(), coming);
    Map<String, AlertRule> elsewhere = new HashMap<>();
    sources.forEach((uid, group) -> elsewhere.put(uid, group.rule(uid).orElseThrow()));
    return switch (RuleGroupChange.decide(
        submitted,
        present.rules(),
        present.version() == 0 ? submitted.interval() : present.interval(),
        elsewhere,
        provenance,
        clock.instant(),
        ids::uid)) {
      case Checked.Refused<RuleGroupChange> refused -> reply(RuleWriter.invalid(refused.flaws()));
      case Checked.Accepted<RuleGroupChange>(RuleGroupChange change) -> {
        if (change.none()) yield reply(done);
        List<AlertRule> written = new ArrayList<>(change.updated());
        written.addAll(writer.numbered(call.org(), change.inserted()));
        List<StoredGroup> next = new ArrayList<>();
        next.add(present.with(submitted.interval(), all(present, change, written)));
        next.addAll(writer.without(sources.values(), sources.keySet()));
        yield new Step.Save(next, written, sources.size() < coming.size(), () -> done);
      }
    };
  }

  /** The rules of the group as it is to be: those that are written and those that stay. */
  private static List<AlertRule> all(
      StoredGroup present, RuleGroupChange change, List<AlertRule> written) {
    Set<String> changed = new HashSet<>();
    written.forEach(rule -> changed.add(rule.uid()));
    change.deleted().forEach(rule -> changed.add(rule.uid()));
    List<AlertRule> all = new ArrayList<>(written);
    present.rules().stream().filter(rule -> !changed.contains(rule.uid())).forEach(all::add);
    all.sort(Comparator.comparingInt(AlertRule::position));
    return all;
  }

  Response delete(Call call, String folder, String title, Provenance provenance) {
    return writer.change(
        call.org(),
        () -> {
          StoredGroup group = groups.find(call.org(), folder, title);
          if (group.rules().isEmpty()) return reply(gone());
          for (AlertRule rule : group.rules()) {
            Optional<Response> refusal =
                ProvisioningResource.provenanceRefusal(rule.provenance(), provenance);
            if (refusal.isPresent()) return reply(refusal.get());
          }
          return new Step.Save(
              List.of(group.with(group.interval(), List.of())),
              List.of(),
              false,
              () -> Response.empty(204));
        });
  }

  private static Response gone() {
    return Errors.known(404, "alerting.ruleGroup.notFound", "rule group does not exist");
  }
}
