package dev.watchbill.local;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the policies of a function let it do, as the runner enforces it: a call that AWS would
 * refuse fails here as well.
 *
 * @param table the actions on the table itself: {@code dynamodb:GetItem}, …
 * @param indexes whether it may query the indexes
 * @param secret whether it may read the data key
 */
record Grants(Set<String> table, boolean indexes, boolean secret) {

  Grants {
    table = Set.copyOf(table);
  }

  /** Reads {@code Policies} as the template writes them: lists of statements. */
  static Grants of(Section policies) {
    Set<String> table = new TreeSet<>();
    boolean indexes = false;
    boolean secret = false;
    for (Object policy : policies.items()) {
      for (Object each : new Section(policies.path(), policy).field("Statement").items()) {
        Section statement = new Section(policies.path(), each);
        List<String> actions = actions(statement.field("Action"));
        if (actions.contains("secretsmanager:GetSecretValue")) secret = true;
        if (statement.field("Resource").value() instanceof Map<?, ?> resource) {
          if (resource.containsKey("Fn::Sub")) indexes |= actions.contains("dynamodb:Query");
          else actions.stream().filter(a -> a.startsWith("dynamodb:")).forEach(table::add);
        }
      }
    }
    return new Grants(table, indexes, secret);
  }

  private static List<String> actions(Section action) {
    return action.value() instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of(action.text());
  }
}
