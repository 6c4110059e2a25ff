package dev.watchbill.handlers.provisioning.export;

import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.contact.ContactPoint;
import dev.watchbill.domain.contact.SecretSettings;
import dev.watchbill.domain.policy.Fnv64;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Contact points: the integrations of one name together.
 *
 * @param integrations by name
 * @param revealed whether secrets are as they are; otherwise they are redacted
 */
public record ExportedContactPoints(List<ContactPoint> integrations, boolean revealed, long orgId)
    implements Export {

  private static final String REDACTED =
      "Put the secrets in place of "
          + HclBlock.quoted(SecretSettings.REDACTED)
          + ", which is refused for what is new, or export with decrypt=true";

  @Override
  public String section() {
    return "contactPoints";
  }

  @Override
  public List<Map<String, @Nullable Object>> entries() {
    List<Map<String, @Nullable Object>> entries = new ArrayList<>();
    byName()
        .forEach(
            (name, members) -> {
              Map<String, @Nullable Object> entry = new LinkedHashMap<>();
              entry.put("orgId", orgId);
              entry.put("name", name);
              entry.put("receivers", members.stream().map(this::receiver).toList());
              entries.add(entry);
            });
    return entries;
  }

  private Map<String, @Nullable Object> receiver(ContactPoint integration) {
    Map<String, @Nullable Object> receiver = new LinkedHashMap<>();
    receiver.put("uid", integration.uid());
    receiver.put("type", integration.type());
    receiver.put("settings", settings(integration));
    receiver.put("disableResolveMessage", integration.disableResolveMessage());
    return receiver;
  }

  private Map<String, @Nullable Object> settings(ContactPoint integration) {
    return revealed ? integration.settings().revealed() : integration.settings().redacted();
  }

  private Map<String, List<ContactPoint>> byName() {
    Map<String, List<ContactPoint>> byName = new LinkedHashMap<>();
    for (ContactPoint each : integrations) {
      byName.computeIfAbsent(each.name(), name -> new ArrayList<>()).add(each);
    }
    return byName;
  }

  @Override
  public List<HclBlock> resources() {
    List<HclBlock> resources = new ArrayList<>();
    byName()
        .forEach(
            (name, members) -> {
              HclBlock resource =
                  new HclBlock(
                          "resource", "grafana_contact_point", "contact_point_" + Fnv64.of(name))
                      .with("name", name)
                      .with("disable_provenance", editable(members) ? true : null);
              if (!revealed && members.stream().anyMatch(ExportedContactPoints::isSecret)) {
                resource.remark(REDACTED);
              }
              // The provider refuses a contact point without an integration.
              boolean said = false;
              for (ContactPoint each : members) {
                Optional<HclBlock> block =
                    TerraformReceivers.block(
                        each.type(), settings(each), each.disableResolveMessage());
                block.ifPresentOrElse(resource::with, () -> resource.remark(unsaid(each)));
                said |= block.isPresent();
              }
              if (said) {
                resources.add(resource);
              } else {
                members.forEach(each -> resources.add(HclBlock.remarkOnly(unsaid(each))));
              }
            });
    return resources;
  }

  /** As the provider reads it: one integration with a provenance gives it to all. */
  private static boolean editable(List<ContactPoint> members) {
    return members.stream().allMatch(each -> each.provenance() == Provenance.NONE);
  }

  private static boolean isSecret(ContactPoint integration) {
    return !integration.settings().secrets().isEmpty();
  }

  private static String unsaid(ContactPoint integration) {
    return "The provider has no block for type "
        + integration.type()
        + ": integration "
        + integration.uid()
        + " of contact point "
        + HclBlock.quoted(integration.name());
  }
}
