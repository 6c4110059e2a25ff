package dev.watchbill.domain.escalation;

import dev.watchbill.domain.alert.Markup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody asks for others by name (spec oncall-behaviour §7.5, oncall-api §20).
 *
 * @param title null = made from who asks and for whom
 * @param people whom, in the order they were named; empty when a team is paged
 */
public record DirectPage(
    @Nullable String title,
    @Nullable String message,
    @Nullable String sourceUrl,
    boolean important,
    List<Person> people) {

  /** Whether a person is told by the important rules. */
  public record Person(String userId, String username, boolean important) {}

  public DirectPage {
    people = List.copyOf(people);
  }

  /** Every person once; important when it was said once. */
  public static List<Person> once(List<Person> named) {
    Map<String, Person> once = new LinkedHashMap<>();
    for (Person person : named) {
      once.merge(person.userId, person, (a, b) -> a.important ? a : b);
    }
    return List.copyOf(once.values());
  }

  /**
   * The alert that it becomes. Nothing ever joins its group: the uid is its own.
   *
   * @param team the name of the team that is paged; null when people are
   */
  public Map<String, @Nullable Object> payload(String uid, String author, @Nullable String team) {
    Map<String, @Nullable Object> said = new LinkedHashMap<>();
    said.put("uid", uid);
    said.put("title", Markup.escape(title == null ? calls(author, team) : title));
    said.put("message", message == null ? null : Markup.escape(message));
    said.put("important", important);
    said.put("permalink", sourceUrl);
    said.put("author_username", author);
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("oncall", said);
    return payload;
  }

  private String calls(String author, @Nullable String team) {
    List<String> names =
        team == null ? people.stream().map(Person::username).toList() : List.of(team);
    int last = names.size() - 1;
    String all =
        last < 1
            ? String.join("", names)
            : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    return author + " is paging " + all + " to join escalation";
  }
}
