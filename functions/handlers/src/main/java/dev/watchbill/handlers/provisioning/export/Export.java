package dev.watchbill.handlers.provisioning.export;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that is exported, in the two shapes that the formats need. */
public sealed interface Export
    permits ExportedRules, ExportedContactPoints, ExportedPolicies, ExportedMuteTimings {

  /** The name of its section in a provisioning file. */
  String section();

  /** What stands in that section (§7.2), before dollar signs are doubled. */
  List<Map<String, @Nullable Object>> entries();

  /** The resources for Terraform (§7.3). */
  List<HclBlock> resources();
}
