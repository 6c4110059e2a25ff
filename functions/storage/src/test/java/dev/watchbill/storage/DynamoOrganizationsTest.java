package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.Organization;
import dev.watchbill.domain.org.Organizations.Counter;
import org.junit.jupiter.api.Test;

class DynamoOrganizationsTest {

  private final MemoryTable memory = new MemoryTable(new TestClock());
  private final InterposedTable table = new InterposedTable(memory);
  private final DynamoOrganizations organizations = new DynamoOrganizations(table);

  private static Saved create(DynamoOrganizations organizations, String id, boolean first) {
    return organizations.create(
        Samples.organization(id, first),
        Samples.user(id, "U-" + id, "admin"),
        Samples.token(id, "K-" + id, Keys.sha256(id)));
  }

  @Test
  void anOrganisationComesWithItsAdminAndTheToken() {
    assertThat(create(organizations, "O1", true)).isEqualTo(new Saved.Done());

    Organization expected = Samples.organization("O1", true);
    assertThat(organizations.find("O1")).contains(expected);
    assertThat(organizations.all()).containsExactly(expected);
    assertThat(new DynamoUsers(table).find("O1", "U-O1")).isPresent();
    assertThat(new DynamoApiTokens(table).byHash(Keys.sha256("O1"))).isPresent();
    assertThat(organizations.find("O2")).isEmpty();
    assertThat(organizations.find("")).isEmpty();
  }

  @Test
  void thereIsOneFirstOrganisation() {
    table.interpose(() -> create(new DynamoOrganizations(memory), "O1", true));

    assertThat(create(organizations, "O2", true)).isEqualTo(new Saved.Duplicate());
    assertThat(organizations.all()).hasSize(1);
    assertThat(create(organizations, "O2", false)).isEqualTo(new Saved.Done());
    assertThat(organizations.all()).hasSize(2);
  }

  @Test
  void anIdIsTakenOnceAndNothingOfTheSecondIsKept() {
    create(organizations, "O1", false);
    int before = memory.everything().size();

    assertThat(
            organizations.create(
                Samples.organization("O1", false),
                Samples.user("O1", "U2", "somebody"),
                Samples.token("O1", "K2", Keys.sha256("else"))))
        .isEqualTo(new Saved.Stale());
    assertThat(memory.everything()).hasSize(before);
  }

  @Test
  void countersCountByOrganisation() {
    assertThat(organizations.next("O1", Counter.ALERT_GROUPS)).isEqualTo(1);
    assertThat(organizations.next("O1", Counter.ALERT_GROUPS)).isEqualTo(2);
    assertThat(organizations.next("O1", Counter.USERS)).isEqualTo(1);
    assertThat(organizations.next("O2", Counter.ALERT_GROUPS)).isEqualTo(1);
  }

  @Test
  void aNumberLeadsToItsOrganisationAndIsNeverUsedAgain() {
    long first = organizations.nextNumber();
    create(organizations, "O1", true);
    Organization made = Samples.organization("O1", true);
    assertThat(made.number()).isEqualTo(first);
    assertThat(organizations.byNumber(1)).contains(made);
    assertThat(organizations.byNumber(2)).isEmpty();

    assertThat(organizations.delete(made)).isEqualTo(new Saved.Done());

    assertThat(organizations.byNumber(1)).isEmpty();
    assertThat(organizations.find("O1")).isEmpty();
    assertThat(organizations.delete(made)).isEqualTo(new Saved.Stale());
    assertThat(organizations.nextNumber()).isEqualTo(2);
  }

  @Test
  void aNumberIsTakenOnce() {
    create(organizations, "O1", false);

    assertThat(create(organizations, "O2", false)).isEqualTo(new Saved.Duplicate());
    assertThat(organizations.find("O2")).isEmpty();
  }

  @Test
  void replacingNeedsTheVersionThatStands() {
    create(organizations, "O1", false);
    Organization made = Samples.organization("O1", false);
    Organization renamed =
        new Organization("O1", made.number(), "other", false, made.createdAt(), 1);

    assertThat(organizations.replace(renamed)).isEqualTo(new Saved.Done());
    assertThat(organizations.replace(renamed)).isEqualTo(new Saved.Stale());

    assertThat(organizations.find("O1").orElseThrow().name()).isEqualTo("other");
    assertThat(organizations.delete(made)).isEqualTo(new Saved.Stale());
  }
}
