package dev.watchbill.domain.integration;

import org.jspecify.annotations.Nullable;

/**
 * The place of one template in an integration: {@code grouping_key}, or {@code slack.title}.
 *
 * @param group the API's group, e.g. {@code slack}; for a behaviour template its own name
 * @param member the member inside the group, null for a behaviour template
 */
public record TemplateKey(String group, @Nullable String member) {

  /** The flat form under which overrides are stored and defaults are asked for. */
  public String flat() {
    return member == null ? group : group + "." + member;
  }

  @Override
  public String toString() {
    return flat();
  }
}
