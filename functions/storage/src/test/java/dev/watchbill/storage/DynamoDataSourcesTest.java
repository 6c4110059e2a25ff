package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.rule.DataSource;
import org.junit.jupiter.api.Test;

class DynamoDataSourcesTest extends RowsContract<DataSource> {

  @Override
  Rows<DataSource> rows(Table table) {
    return new DynamoDataSources(table, new SecretBox(new byte[32]));
  }

  @Override
  DataSource row(String org, String id, String name) {
    return Samples.source(org, id, name);
  }

  @Override
  DataSource renamed(DataSource row, String name, long version) {
    return new DataSource(
        row.uid(),
        row.org(),
        row.number(),
        name,
        row.type(),
        row.access(),
        row.url(),
        row.user(),
        row.database(),
        row.basicAuth(),
        row.basicAuthUser(),
        row.withCredentials(),
        row.isDefault(),
        row.settings(),
        row.secrets(),
        row.createdAt(),
        version);
  }

  @Test
  void secretsAreSealed() {
    rows(table).create(row(ORG, "X1", "one"));

    assertThat(memory.everything())
        .noneMatch(item -> item.attributes().toString().contains("secret\""))
        .noneMatch(item -> item.map("secrets").containsValue("secret"));
  }
}
