package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Unopened;
import dev.watchbill.domain.webhook.Webhook;
import dev.watchbill.domain.webhook.WebhookMethod;
import dev.watchbill.domain.webhook.WebhookTrigger;
import dev.watchbill.domain.webhook.Webhooks;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DynamoWebhooksTest extends RowsContract<Webhook> {

  private static final String SECRET = "tops3cret";

  @Override
  Rows<Webhook> rows(Table table) {
    return new DynamoWebhooks(table, () -> Samples.SECRETS);
  }

  @Override
  int limit() {
    return Webhooks.LIMIT;
  }

  @Override
  Webhook row(String org, String id, String name) {
    return webhook(org, id, name, 1);
  }

  @Override
  Webhook renamed(Webhook row, String name, long version) {
    return webhook(row.org(), row.id(), name, version);
  }

  private static Webhook webhook(String org, String id, String name, long version) {
    return new Webhook(
        id,
        org,
        name,
        "T1",
        true,
        null,
        WebhookTrigger.ALERT_GROUP_CREATED,
        "https://hooks.example/{{ alert_group_id }}\n",
        WebhookMethod.PATCH,
        "{\"X-A\": \"b\"}",
        "",
        SECRET,
        "Bearer " + SECRET,
        null,
        "{{ alert_payload }}",
        false,
        List.of("C2", "C1"),
        Samples.NOW,
        version);
  }

  @Test
  void secretsAreSealedAndStayWhenAnotherKeyReadsThem() {
    rows(table).create(row(ORG, "X1", "one"));

    assertThat(memory.everything())
        .noneMatch(item -> item.attributes().toString().contains(SECRET));

    byte[] key = new byte[32];
    Arrays.fill(key, (byte) 1);
    Rows<Webhook> others = new DynamoWebhooks(memory, () -> new SecretBox(key));
    Webhook unopened = others.find(ORG, "X1").orElseThrow();
    assertThat(Unopened.is(String.valueOf(unopened.password()))).isTrue();
    assertThat(Unopened.is(String.valueOf(unopened.authorizationHeader()))).isTrue();
    others.replace(unopened);
    assertThat(rows(table).find(ORG, "X1")).contains(webhook(ORG, "X1", "one", 2));
  }

  /** A step that names a webhook is checked where there is no key. */
  @Test
  void whetherThereIsOneIsSaidWithoutTheKey() {
    rows(table).create(row(ORG, "X1", "one"));
    Webhooks keyless =
        new DynamoWebhooks(
            table,
            () -> {
              throw new AssertionError("asked for the key");
            });

    assertThat(keyless.has(ORG, "X1")).isTrue();
    assertThat(keyless.has(OTHER, "X1")).isFalse();
    assertThat(keyless.has(ORG, "X2")).isFalse();
    assertThat(keyless.has(ORG, "X1#")).isFalse();
  }
}
