package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.schedule.ShiftEvaluation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DynamoUsersTest extends RowsContract<User> {

  @Override
  Rows<User> rows(Table table) {
    return new DynamoUsers(table);
  }

  @Override
  User row(String org, String id, String name) {
    return Samples.user(org, id, name);
  }

  @Override
  User renamed(User user, String name, long version) {
    return new User(
        user.id(),
        user.org(),
        user.grafanaId(),
        name,
        user.email(),
        user.name(),
        user.role(),
        "Europe/Paris",
        user.avatarUrl(),
        user.createdAt(),
        version);
  }

  @Test
  void usernamesIgnoreLetterCase() {
    rows(table).create(row(ORG, "U1", "ann"));

    assertThat(rows(table).create(row(ORG, "U2", "Ann"))).isEqualTo(new Saved.Duplicate());
    User ann = rows(table).find(ORG, "U1").orElseThrow();
    assertThat(rows(table).replace(renamed(ann, "ANN", 1))).isEqualTo(new Saved.Done());
  }

  private Optional<Item> look() {
    return table.get(Keys.timer(ShiftEvaluation.asSoonAsPossible(ORG)));
  }

  private void looked() {
    table.delete(Keys.timer(ShiftEvaluation.asSoonAsPossible(ORG)), null);
  }

  /** In the same transaction: whoever dies after it has the schedules looked at all the same. */
  @Test
  void whatMayChangeWhoIsOnCallAsksForALook() {
    DynamoUsers users = new DynamoUsers(table);
    CrashingTable dying = CrashingTable.after(1, table);
    User ann = row(ORG, "U1", "ann");
    assertThatThrownBy(() -> new DynamoUsers(dying).create(ann)).isInstanceOf(Crash.class);
    assertThat(look()).isPresent();

    for (User changed :
        List.of(
            with(ann, "bob", ann.email(), Role.EDITOR, 1),
            with(ann, "bob", "b@example.org", Role.EDITOR, 2),
            with(ann, "bob", "b@example.org", Role.VIEWER, 3),
            with(ann, "bob", "b@example.org", Role.ADMIN, 4))) {
      looked();
      CrashingTable late = CrashingTable.after(1, table);
      assertThatThrownBy(() -> new DynamoUsers(late).replace(changed)).isInstanceOf(Crash.class);
      assertThat(look()).as(changed.toString()).isPresent();
    }

    looked();
    User now = users.find(ORG, "U1").orElseThrow();
    CrashingTable last = CrashingTable.after(1, table);
    assertThatThrownBy(() -> new DynamoUsers(last).delete(now)).isInstanceOf(Crash.class);
    assertThat(users.find(ORG, "U1")).isEmpty();
    assertThat(look()).isPresent();
  }

  @Test
  void whatChangesNobodysTurnAsksForNone() {
    DynamoUsers users = new DynamoUsers(table);
    User ann = row(ORG, "U1", "ann");
    users.create(ann);
    looked();

    assertThat(users.replace(renamed(ann, "ann", 1))).isEqualTo(new Saved.Done());
    assertThat(users.replace(with(ann, "ann", ann.email(), Role.ADMIN, 2)))
        .isEqualTo(new Saved.Done());
    assertThat(users.replace(with(ann, "bob", ann.email(), Role.NONE, 7)))
        .isEqualTo(new Saved.Stale());

    assertThat(look()).isEmpty();
  }

  private static User with(User user, String name, String email, Role role, long version) {
    return new User(
        user.id(),
        user.org(),
        user.grafanaId(),
        name,
        email,
        user.name(),
        role,
        user.timezone(),
        user.avatarUrl(),
        user.createdAt(),
        version);
  }
}
