package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.User;
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
}
