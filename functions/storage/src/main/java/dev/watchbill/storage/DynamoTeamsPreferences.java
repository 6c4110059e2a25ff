package dev.watchbill.storage;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.TeamPreferences;
import dev.watchbill.domain.org.TeamsPreferences;
import java.util.List;
import java.util.Optional;

/** What teams prefer, in the table. */
public final class DynamoTeamsPreferences implements TeamsPreferences {

  private final ConfigRows<TeamPreferences> rows;

  public DynamoTeamsPreferences(Table table) {
    rows = new ConfigRows<>(table, new Shape());
  }

  @Override
  public Optional<TeamPreferences> find(String org, String id) {
    return rows.find(org, id);
  }

  @Override
  public List<TeamPreferences> all(String org) {
    return rows.all(org);
  }

  @Override
  public Saved create(TeamPreferences teamPreferences) {
    return rows.create(teamPreferences);
  }

  @Override
  public Saved replace(TeamPreferences teamPreferences) {
    return rows.replace(teamPreferences);
  }

  @Override
  public Saved delete(TeamPreferences teamPreferences) {
    return rows.delete(teamPreferences);
  }

  private static final class Shape implements RowShape<TeamPreferences> {

    @Override
    public String kind() {
      return "team-preferences";
    }

    @Override
    public String org(TeamPreferences teamPreferences) {
      return teamPreferences.org();
    }

    @Override
    public String id(TeamPreferences teamPreferences) {
      return teamPreferences.team();
    }

    @Override
    public long version(TeamPreferences teamPreferences) {
      return teamPreferences.version();
    }

    @Override
    public void write(TeamPreferences teamPreferences, Item.Builder to) {
      to.set("theme", teamPreferences.theme())
          .set("home", teamPreferences.homeDashboardUid())
          .set("timezone", teamPreferences.timezone())
          .set("weekStart", teamPreferences.weekStart())
          .set("language", teamPreferences.language())
          .set(CREATED, teamPreferences.createdAt());
    }

    @Override
    public TeamPreferences read(String org, Item item) {
      return new TeamPreferences(
          item.key().sk(),
          org,
          item.requiredText("theme"),
          item.requiredText("home"),
          item.requiredText("timezone"),
          item.requiredText("weekStart"),
          item.requiredText("language"),
          item.requiredInstant(CREATED),
          item.version());
    }
  }
}
