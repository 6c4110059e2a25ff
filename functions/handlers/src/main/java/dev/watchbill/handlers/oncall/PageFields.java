package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.escalation.DirectPage;
import dev.watchbill.domain.escalation.DirectPage.Person;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.handlers.http.Fields;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whom somebody asks for (spec oncall-api §20). */
final class PageFields {
  private static final String USERS = "users";
  private static final int TEXT = 40_000;

  private final Users users;

  @Inject
  PageFields(Users users) {
    this.users = users;
  }

  /** The people that the body names, each once; empty when it names none. */
  List<Person> people(Call call, Fields in) {
    Object sent = in.raw(USERS);
    if (sent == null) {
      if (in.has(USERS)) in.error(USERS, Fields.NULL);
      return List.of();
    }
    if (!(sent instanceof List<?> list)) {
      String type = typeOf(sent);
      in.errorShape(
          USERS, Refusals.nonField("Expected a list of items but got type \"" + type + "\"."));
      return List.of();
    }
    List<Person> people = new ArrayList<>();
    List<Object> errors = new ArrayList<>();
    boolean wrong = false;
    for (Object each : list) {
      Map<String, ?> error = person(call, each, people);
      errors.add(error);
      wrong |= !error.isEmpty();
    }
    if (wrong) in.errorShape(USERS, errors);
    return wrong ? List.of() : named(call, in, people);
  }

  /** What is wrong with one of them. */
  private static Map<String, ?> person(Call call, @Nullable Object sent, List<Person> people) {
    if (!(sent instanceof Map<?, ?> map)) {
      return Refusals.nonField(
          "Invalid data. Expected a dictionary, but got " + typeOf(sent) + ".");
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    map.forEach((name, value) -> values.put(String.valueOf(name), value));
    Fields one = new Fields(values);
    String id = one.text("id", TEXT);
    if (!one.has("important")) one.error("important", Fields.REQUIRED);
    boolean important = one.flag("important", false);
    people.add(new Person(id, "", important));
    return one.problem().isPresent() ? one.errors() : Map.of();
  }

  private List<Person> named(Call call, Fields in, List<Person> asked) {
    List<User> known =
        users.those(call.org(), asked.stream().map(Person::userId).distinct().toList());
    List<Person> people = new ArrayList<>();
    List<Object> errors = new ArrayList<>();
    for (Person each : asked) {
      Optional<User> user =
          known.stream().filter(one -> one.id().equals(each.userId())).findFirst();
      errors.add(
          user.isPresent()
              ? Map.of()
              : Refusals.nonField("User " + each.userId() + " does not exist"));
      user.ifPresent(one -> people.add(new Person(one.id(), one.username(), each.important())));
    }
    if (people.size() < asked.size()) in.errorShape(USERS, errors);
    return DirectPage.once(people);
  }

  /** An address that leads somewhere; null = none. */
  static @Nullable String sourceUrl(Fields in) {
    String url = in.textOrNull("source_url", 1_000, null);
    if (url == null) return null;
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme();
      if (uri.getHost() != null && ("http".equals(scheme) || "https".equals(scheme))) return url;
    } catch (URISyntaxException e) {
      in.error("source_url", NO_URL);
      return null;
    }
    in.error("source_url", NO_URL);
    return null;
  }

  private static final String NO_URL = "Enter a valid URL.";

  private static String typeOf(@Nullable Object value) {
    return switch (value) {
      case null -> "NoneType";
      case String _ -> "str";
      case Boolean _ -> "bool";
      case Long _ -> "int";
      case Map<?, ?> _ -> "dict";
      case List<?> _ -> "list";
      default -> "float";
    };
  }
}
