package dev.watchbill.domain.integration;

import java.util.List;
import java.util.Optional;

/**
 * Every template an integration can override, in the order the API shows them (spec oncall-api
 * §2.4). Reading, writing and falling back to defaults all walk this one table.
 */
public final class TemplateCatalog {

  /**
   * One group of templates.
   *
   * @param name key in the API's {@code templates} object
   * @param members the members of the group; empty for a behaviour template, whose value is a
   *     string
   * @param strict whether an unknown member is refused (it is ignored otherwise)
   */
  public record Group(String name, List<String> members, boolean strict) {

    public boolean isBehaviour() {
      return members.isEmpty();
    }

    /** The keys of this group, in order. */
    public List<TemplateKey> keys() {
      return members.isEmpty()
          ? List.of(new TemplateKey(name, null))
          : members.stream().map(member -> new TemplateKey(name, member)).toList();
    }
  }

  private static final List<String> ALL = List.of("title", "message", "image_url");
  private static final List<String> WORDS = List.of("title", "message");
  private static final List<String> SPOKEN = List.of("title");

  private static final List<Group> GROUPS =
      List.of(
          new Group("grouping_key", List.of(), true),
          new Group("resolve_signal", List.of(), true),
          new Group("acknowledge_signal", List.of(), true),
          new Group("source_link", List.of(), true),
          new Group("slack", ALL, true),
          new Group("web", ALL, true),
          new Group("sms", SPOKEN, true),
          new Group("phone_call", SPOKEN, true),
          new Group("telegram", ALL, true),
          new Group("mobile_app", WORDS, false),
          new Group("email", WORDS, false),
          new Group("webhook", ALL, false),
          new Group("mattermost", ALL, false),
          new Group("msteams", ALL, false));

  private static final List<TemplateKey> KEYS =
      GROUPS.stream().flatMap(group -> group.keys().stream()).toList();

  private TemplateCatalog() {}

  /** All groups, in the API's order. */
  public static List<Group> groups() {
    return GROUPS;
  }

  /** The group of that name; empty for a name the API ignores. */
  public static Optional<Group> group(String name) {
    return GROUPS.stream().filter(group -> group.name().equals(name)).findFirst();
  }

  /** Every key of every group, in the API's order. */
  public static List<TemplateKey> keys() {
    return KEYS;
  }
}
