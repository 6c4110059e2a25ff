package dev.watchbill.storage;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.domain.schedule.ShiftEvaluation;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Users in the table. A write that may change who is on call asks in its own transaction for a look
 * at all schedules ({@code engine/schedule/UserChanges}): a user may be in more of them than one
 * commit takes.
 */
public final class DynamoUsers implements Users {

  private final ConfigRows<User> rows;

  public DynamoUsers(Table table) {
    rows = new ConfigRows<>(table, new Shape());
  }

  @Override
  public Optional<User> find(String org, String id) {
    return rows.find(org, id);
  }

  @Override
  public List<User> all(String org) {
    return rows.all(org);
  }

  @Override
  public List<User> those(String org, Collection<String> ids) {
    return rows.those(org, ids);
  }

  @Override
  public Saved create(User user) {
    return rows.create(user, looks(user));
  }

  @Override
  public Saved replace(User user) {
    // The row's version guards what is compared: whoever was faster makes this one stale.
    boolean decides = find(user.org(), user.id()).map(old -> differ(old, user)).orElse(false);
    return rows.replace(user, decides ? looks(user) : List.of());
  }

  @Override
  public Saved delete(User user) {
    return rows.delete(user, looks(user));
  }

  /** In what decides who is on call: who may be notified, and whom calendars name. */
  private static boolean differ(User old, User user) {
    return old.mayBeNotified() != user.mayBeNotified()
        || !old.username().equals(user.username())
        || !old.email().equals(user.email());
  }

  /** Whoever dies after this write has the schedules looked at all the same. */
  private static List<Write> looks(User user) {
    return List.of(Write.put(TimerRow.item(ShiftEvaluation.asSoonAsPossible(user.org()))));
  }

  static final class Shape implements RowShape<User> {

    static final String KIND = "user";

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public String org(User user) {
      return user.org();
    }

    @Override
    public String id(User user) {
      return user.id();
    }

    @Override
    public long version(User user) {
      return user.version();
    }

    @Override
    public List<Key> claims(User user) {
      // Usernames are compared without letter case, as people type them.
      return List.of(Keys.uniqueName(user.org(), kind(), LetterCase.lower(user.username())));
    }

    @Override
    public void write(User user, Item.Builder to) {
      to.set("number", user.grafanaId())
          .set("username", user.username())
          .set("email", user.email())
          .set("name", user.name())
          .set("role", user.role().slug())
          .set("timezone", user.timezone())
          .set("avatar", user.avatarUrl())
          .set(CREATED, user.createdAt());
    }

    @Override
    public User read(String org, Item item) {
      return new User(
          item.key().sk(),
          org,
          item.requiredNumber("number"),
          item.requiredText("username"),
          item.requiredText("email"),
          item.requiredText("name"),
          Role.of(item.requiredText("role")).orElseThrow(),
          item.text("timezone"),
          item.requiredText("avatar"),
          item.requiredInstant(CREATED),
          item.version());
    }
  }
}
