package dev.watchbill.storage;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.Team;
import dev.watchbill.domain.org.Teams;
import java.util.List;
import java.util.Optional;

/** Teams in the table. */
public final class DynamoTeams implements Teams {

  private final ConfigRows<Team> rows;

  public DynamoTeams(Table table) {
    rows = new ConfigRows<>(table, new Shape());
  }

  @Override
  public Optional<Team> find(String org, String id) {
    return rows.find(org, id);
  }

  @Override
  public List<Team> all(String org) {
    return rows.all(org);
  }

  @Override
  public Saved create(Team team) {
    return rows.create(team);
  }

  @Override
  public Saved replace(Team team) {
    return rows.replace(team);
  }

  @Override
  public Saved delete(Team team) {
    return rows.delete(team);
  }

  private static final class Shape implements RowShape<Team> {

    @Override
    public String kind() {
      return "team";
    }

    @Override
    public String org(Team team) {
      return team.org();
    }

    @Override
    public String id(Team team) {
      return team.id();
    }

    @Override
    public long version(Team team) {
      return team.version();
    }

    @Override
    public List<Key> claims(Team team) {
      return List.of(Keys.uniqueName(team.org(), kind(), team.name()));
    }

    @Override
    public void write(Team team, Item.Builder to) {
      to.set("number", team.grafanaId())
          .set("name", team.name())
          .set("email", team.email())
          .set("avatar", team.avatarUrl())
          .set("users", team.users())
          .set(CREATED, team.createdAt());
    }

    @Override
    public Team read(String org, Item item) {
      return new Team(
          item.key().sk(),
          org,
          item.requiredNumber("number"),
          item.requiredText("name"),
          item.text("email"),
          item.requiredText("avatar"),
          item.texts("users"),
          item.requiredInstant(CREATED),
          item.version());
    }
  }
}
