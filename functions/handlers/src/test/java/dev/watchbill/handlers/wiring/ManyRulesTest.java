package dev.watchbill.handlers.wiring;

import static dev.watchbill.handlers.wiring.Provisioning.group;
import static dev.watchbill.handlers.wiring.Provisioning.rule;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.http.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Five thousand rules of about a kilobyte in one list: clients of this API know no pages, and a
 * function answers six megabytes at most.
 */
class ManyRulesTest {
  private static final int GROUPS = 50;
  private static final int IN_A_GROUP = 100;

  /** What Lambda takes as an answer, everything in it counted. */
  private static final int LAMBDA_BYTES = 6 * 1024 * 1024;

  private static final Map<String, String> GZIP = Map.of("accept-encoding", "gzip");

  private static final List<String> WORDS =
      List.of(
          "latency",
          "errors",
          "saturation",
          "checkout",
          "payments",
          "search",
          "frontend",
          "queue",
          "replica",
          "disk",
          "memory",
          "certificate",
          "backlog",
          "retries",
          "throughput",
          "gateway");

  private final TestDeployment deployment = new TestDeployment();
  private final Provisioning api = new Provisioning(deployment);
  private final Random random = new Random(3);

  private String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private Map<String, @Nullable Object> written(int number) {
    String metric = word() + "_" + word() + "_" + number;
    Map<String, @Nullable Object> rule = rule("High " + word() + " of " + metric);
    rule.put("uid", "rule-" + number);
    rule.put(
        "data",
        List.of(
            query(
                "A",
                "prometheus-" + random.nextInt(20),
                Map.of(
                    "expr",
                    "sum by (instance) (rate(%s_total{team=\"%s\"}[5m]))".formatted(metric, word()),
                    "instant",
                    true)),
            query(
                "C",
                "__expr__",
                Map.of("type", "threshold", "expression", "A", "value", random.nextInt(1_000)))));
    rule.put("labels", new TreeMap<>(Map.of("team", word(), "severity", word(), "tier", word())));
    rule.put(
        "annotations",
        new TreeMap<>(
            Map.of(
                "summary", "{{ $labels.instance }}: " + word() + " of " + metric + " is too high",
                "runbook_url", "https://runbooks.example/" + word() + "/" + metric)));
    return rule;
  }

  private static Map<String, Object> query(String refId, String source, Map<String, ?> model) {
    Map<String, Object> query = new LinkedHashMap<>();
    query.put("refId", refId);
    query.put("datasourceUid", source);
    query.put("relativeTimeRange", Map.of("from", 600));
    query.put("model", new TreeMap<>(model));
    return query;
  }

  private void fill(int fromGroup, int toGroup) {
    for (int i = fromGroup; i < toGroup; i++) {
      List<Object> rules = new ArrayList<>();
      for (int j = 0; j < IN_A_GROUP; j++) rules.add(written(i * IN_A_GROUP + j));
      api.put("folder/f/rule-groups/group-" + i, group(60, rules)).is(200);
    }
  }

  private byte[] list(Map<String, String> encoding) {
    Map<String, String> headers = new LinkedHashMap<>(encoding);
    headers.put("authorization", "Bearer " + deployment.token());
    byte[] event = deployment.bytes("GET", "/api/v1/provisioning/alert-rules", "", "", headers);
    assertThat(event.length).isLessThan(LAMBDA_BYTES);
    return event;
  }

  @Test
  void fiveThousandRulesAreOneAnswerAndMoreOfThemForWhoTakesGzip() throws Exception {
    api.folder("f");
    fill(0, GROUPS);
    byte[] packed = list(GZIP);
    byte[] plain = list(Map.of());

    byte[] text = unpacked(packed);
    System.out.printf(
        "list of %d rules: %d bytes of JSON; answer %d with gzip, %d without%n",
        GROUPS * IN_A_GROUP, text.length, packed.length, plain.length);
    assertThat(text.length / (GROUPS * IN_A_GROUP)).isBetween(900, 1_300);
    assertThat(uids(text)).hasSize(GROUPS * IN_A_GROUP);
    assertThat(object(plain).get("isBase64Encoded")).isEqualTo(false);
    assertThat(String.valueOf(object(plain).get("body")).getBytes(UTF_8)).isEqualTo(text);

    fill(GROUPS, GROUPS + 5);
    assertThat(uids(unpacked(list(GZIP)))).hasSize((GROUPS + 5) * IN_A_GROUP);
    // Nothing is left out: the answer says what to do.
    Map<?, ?> refused = object(list(Map.of("accept-encoding", "identity")));
    assertThat(refused.get("statusCode")).isEqualTo(413L);
    assertThat(String.valueOf(refused.get("body")))
        .contains("\"message\":\"", "Accept-Encoding: gzip", "curl --compressed");
  }

  private static byte[] unpacked(byte[] event) throws IOException {
    Map<?, ?> answer = object(event);
    assertThat(answer.get("statusCode")).isEqualTo(200L);
    assertThat(answer.get("isBase64Encoded")).isEqualTo(true);
    assertThat(String.valueOf(answer.get("headers"))).contains("content-encoding=gzip");
    byte[] packed = Base64.getDecoder().decode(String.valueOf(answer.get("body")));
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return gzip.readAllBytes();
    }
  }

  private static TreeSet<String> uids(byte[] json) throws Json.Malformed {
    TreeSet<String> uids = new TreeSet<>();
    if (!(Json.read(json) instanceof List<?> rules)) throw new AssertionError("no list");
    for (Object rule : rules) {
      if (rule instanceof Map<?, ?> members) uids.add(String.valueOf(members.get("uid")));
    }
    assertThat(rules).hasSize(uids.size());
    return uids;
  }

  private static Map<?, ?> object(byte[] json) {
    try {
      if (Json.read(json) instanceof Map<?, ?> map) return map;
    } catch (Json.Malformed e) {
      throw new AssertionError(new String(json, UTF_8), e);
    }
    throw new AssertionError("no object");
  }
}
