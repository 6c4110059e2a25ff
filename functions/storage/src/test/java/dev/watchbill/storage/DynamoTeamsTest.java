package dev.watchbill.storage;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.org.Team;
import java.util.List;

class DynamoTeamsTest extends RowsContract<Team> {

  @Override
  Rows<Team> rows(Table table) {
    return new DynamoTeams(table);
  }

  @Override
  Team row(String org, String id, String name) {
    return Samples.team(org, id, name);
  }

  @Override
  Team renamed(Team team, String name, long version) {
    return new Team(
        team.id(),
        team.org(),
        team.grafanaId(),
        name,
        "t@example.org",
        team.avatarUrl(),
        List.of(),
        team.createdAt(),
        version);
  }
}
