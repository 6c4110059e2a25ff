package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.TemplateCatalog;
import dev.watchbill.domain.integration.TemplateCatalog.Group;
import dev.watchbill.domain.integration.TemplateKey;
import dev.watchbill.domain.template.jinja.Jinja;
import dev.watchbill.handlers.http.Fields;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code templates} of an integration (spec oncall-api §2.4): what is sent is merged member by
 * member, null goes back to the default, and texts are kept to the byte.
 */
final class TemplateFields {
  private final Jinja jinja;

  @Inject
  TemplateFields(Jinja jinja) {
    this.jinja = jinja;
  }

  /** The overrides as the body wants them. */
  Map<String, String> read(Fields in, Map<String, String> old) {
    Map<String, @Nullable Object> sent = in.object("templates");
    if (sent == null) return old;
    Map<String, String> overrides = new LinkedHashMap<>(old);
    for (Group group : TemplateCatalog.groups()) {
      if (!sent.containsKey(group.name())) continue;
      Object value = sent.get(group.name());
      if (group.isBehaviour()) {
        write(in, overrides, new TemplateKey(group.name(), null), value);
      } else if (value == null) {
        for (TemplateKey key : group.keys()) overrides.remove(key.flat());
      } else if (value instanceof Map<?, ?> members) {
        write(in, overrides, group, members);
      } else {
        in.refuse("Invalid " + group.name() + " template data");
      }
    }
    return overrides;
  }

  private void write(Fields in, Map<String, String> overrides, Group group, Map<?, ?> members) {
    for (Map.Entry<?, ?> member : members.entrySet()) {
      String name = String.valueOf(member.getKey());
      if (group.members().contains(name)) {
        write(in, overrides, new TemplateKey(group.name(), name), member.getValue());
      } else if (group.strict()) {
        in.refuse("Invalid " + group.name() + " template data: there is no " + name);
      }
    }
  }

  private void write(
      Fields in, Map<String, String> overrides, TemplateKey key, @Nullable Object value) {
    String called = key.member() == null ? key.group() : key.group() + " " + key.member();
    if (value == null) {
      overrides.remove(key.flat());
    } else if (value instanceof String template) {
      jinja
          .check(template)
          .ifPresent(failure -> in.refuse("Invalid " + called + " template: " + failure.message()));
      overrides.put(key.flat(), template);
    } else {
      in.refuse("Invalid " + called + " template data");
    }
  }

  /** Every key there is, null where the default is in force. */
  static Map<String, @Nullable Object> show(Integration integration) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    for (Group group : TemplateCatalog.groups()) {
      if (group.isBehaviour()) {
        shown.put(group.name(), integration.templates().get(group.name()));
        continue;
      }
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      for (TemplateKey key : group.keys()) {
        members.put(String.valueOf(key.member()), integration.templates().get(key.flat()));
      }
      shown.put(group.name(), members);
    }
    return shown;
  }
}
