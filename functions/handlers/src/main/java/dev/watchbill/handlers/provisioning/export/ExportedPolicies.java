package dev.watchbill.handlers.provisioning.export;

import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.policy.Matcher;
import dev.watchbill.domain.policy.NotificationPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The policy tree of an organisation. */
public record ExportedPolicies(NotificationPolicy tree, Provenance provenance, long orgId)
    implements Export {

  /** How deep the Terraform provider nests policies below the root. */
  private static final int DEPTH = 4;

  @Override
  public String section() {
    return "policies";
  }

  @Override
  public List<Map<String, @Nullable Object>> entries() {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("orgId", orgId);
    entry.putAll(tree.toPlain());
    return List.of(entry);
  }

  @Override
  public List<HclBlock> resources() {
    return List.of(
        fill(
            new HclBlock("resource", "grafana_notification_policy", "notification_policy_1")
                .with("disable_provenance", provenance == Provenance.NONE ? true : null),
            tree,
            0));
  }

  private static HclBlock fill(HclBlock block, NotificationPolicy policy, int depth) {
    Map<String, ?> plain = policy.toPlain();
    block.with("contact_point", policy.receiver().isEmpty() ? null : policy.receiver());
    // The provider requires it at the root and where nothing can be below.
    if (depth == 0 || depth == DEPTH) block.always("group_by", policy.groupBy());
    else block.with("group_by", policy.groupBy());
    block
        .with("continue", policy.continues() ? true : null)
        .with("mute_timings", policy.muteTimings())
        .with("active_timings", policy.activeTimings())
        .with("group_wait", plain.get("group_wait"))
        .with("group_interval", plain.get("group_interval"))
        .with("repeat_interval", plain.get("repeat_interval"));
    matchers(block, policy.match(), "=");
    matchers(block, policy.matchRe(), "=~");
    policy.matchers().forEach(each -> matcher(block, each));
    policy.objectMatchers().forEach(each -> matcher(block, each));
    if (depth < DEPTH) {
      policy
          .policies()
          .forEach(below -> block.with(fill(new HclBlock("policy"), below, depth + 1)));
    } else if (!policy.policies().isEmpty()) {
      block.remark("The provider nests policies no deeper: those below are left out");
    }
    return block;
  }

  private static void matchers(HclBlock block, @Nullable Map<String, String> values, String sign) {
    if (values == null) return;
    values.forEach((label, value) -> matcher(block, label, sign, value));
  }

  private static void matcher(HclBlock block, Matcher matcher) {
    matcher(block, matcher.label(), matcher.operator().sign(), matcher.value());
  }

  private static void matcher(HclBlock block, String label, String sign, String value) {
    block.with(
        new HclBlock("matcher").with("label", label).with("match", sign).with("value", value));
  }
}
