package dev.watchbill.storage;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.org.TeamPreferences;

class DynamoTeamsPreferencesTest extends RowsContract<TeamPreferences> {

  @Override
  Rows<TeamPreferences> rows(Table table) {
    return new DynamoTeamsPreferences(table);
  }

  @Override
  TeamPreferences row(String org, String id, String name) {
    return Samples.preferences(org, id, name);
  }

  @Override
  TeamPreferences renamed(TeamPreferences row, String name, long version) {
    return new TeamPreferences(
        row.team(),
        row.org(),
        name,
        row.homeDashboardUid(),
        row.timezone(),
        row.weekStart(),
        row.language(),
        row.createdAt(),
        version);
  }

  @Override
  boolean namesAreUnique() {
    return false;
  }
}
