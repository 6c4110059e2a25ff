package dev.watchbill.handlers.provisioning;

import dev.watchbill.domain.rule.Folder;
import dev.watchbill.domain.rule.Folders;
import dev.watchbill.domain.rule.RuleGroups;
import dev.watchbill.domain.rule.StoredGroup;
import dev.watchbill.handlers.grafana.Call;
import dev.watchbill.handlers.grafana.Errors;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.provisioning.export.ExportFormat;
import dev.watchbill.handlers.provisioning.export.ExportedRules;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which rules an export holds (spec grafana-alerting §7.1). */
final class RuleExports {
  private final RuleGroups groups;
  private final Folders folders;

  @Inject
  RuleExports(RuleGroups groups, Folders folders) {
    this.groups = groups;
    this.folders = folders;
  }

  /** All rules, or what the query chooses: a rule, whole folders, or a group of one folder. */
  Response chosen(Call call) {
    Request request = call.request();
    String uid = request.parameter("ruleUid");
    String group = request.parameter("group");
    if (group != null && group.isEmpty()) group = null;
    Set<String> within = new HashSet<>(request.parameters("folderUid"));
    within.remove("");
    if (uid != null && !uid.isEmpty()) {
      return group != null || !within.isEmpty()
          ? Errors.plain(400, "ruleUid cannot be combined with group or folderUid")
          : rule(call, uid);
    }
    if (group != null) {
      return within.size() == 1
          ? group(call, within.iterator().next(), group)
          : Errors.plain(400, "group needs exactly one folderUid");
    }
    return answer(
        call,
        groups.all(call.org()).stream()
            .filter(each -> within.isEmpty() || within.contains(each.folderUid()))
            .toList());
  }

  /** One rule, in its group. */
  Response rule(Call call, String uid) {
    return answer(
        call,
        groups.holding(call.org(), uid).stream()
            .map(group -> group.with(group.interval(), group.rule(uid).stream().toList()))
            .toList());
  }

  Response group(Call call, String folder, String title) {
    return answer(call, List.of(groups.find(call.org(), folder, title)));
  }

  /** Without any rule the answer has no body. */
  private Response answer(Call call, List<StoredGroup> found) {
    List<StoredGroup> filled = found.stream().filter(each -> !each.rules().isEmpty()).toList();
    if (filled.isEmpty()) return Response.empty(404);
    Map<String, Folder> byUid = new LinkedHashMap<>();
    folders.all(call.org()).forEach(folder -> byUid.put(folder.uid(), folder));
    return ExportFormat.answer(call.request(), new ExportedRules(filled, byUid, call.orgNumber()));
  }
}
