package dev.watchbill.handlers.wiring;

import static dev.watchbill.handlers.wiring.Provisioning.email;
import static dev.watchbill.handlers.wiring.Provisioning.point;
import static dev.watchbill.handlers.wiring.Provisioning.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.contact.ReceiverType;
import dev.watchbill.domain.contact.ReceiverTypes;
import dev.watchbill.domain.contact.Setting;
import dev.watchbill.handlers.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Contact points exported for Terraform, read as Terraform reads them and held against what the
 * provider knows (spec grafana-alerting §7.3, §15). What a receiver's block says is sent back as
 * the provider would, and must be what was exported.
 */
class TerraformReceiversTest {
  private static final ProviderSchema PROVIDER = new ProviderSchema();

  /** Settings that the provider cannot be told; every other one must survive. */
  private static final Map<String, Set<String>> UNSAID =
      Map.of(
          "discord", Set.of("use_embed_description"),
          "jira", Set.of("fields.customfield_2", "fields.customfield_3"),
          "sns", Set.of("sigv4", "attributes"));

  private static final Map<String, List<Map<String, @Nullable Object>>> SAMPLES = samples();

  private final TestDeployment deployment = new TestDeployment();
  private final Provisioning api = new Provisioning(deployment);

  private static Map<String, List<Map<String, @Nullable Object>>> samples() {
    try (InputStream in =
        TerraformReceiversTest.class.getResourceAsStream("/terraform/contact-points.json")) {
      Map<String, List<Map<String, @Nullable Object>>> samples = new LinkedHashMap<>();
      if (Json.read(Objects.requireNonNull(in).readAllBytes()) instanceof Map<?, ?> types) {
        types.forEach(
            (type, list) ->
                samples.put(
                    String.valueOf(type),
                    ((List<?>) list)
                        .stream()
                            .map(each -> named((Map<?, ?>) Objects.requireNonNull(each)))
                            .toList()));
      }
      return samples;
    } catch (IOException | Json.Malformed e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, @Nullable Object> named(Map<?, ?> map) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    map.forEach((name, value) -> named.put(String.valueOf(name), value));
    return named;
  }

  @TestFactory
  Stream<DynamicTest> everyReceiverTypeComesBack() {
    return SAMPLES.entrySet().stream()
        .flatMap(
            entry ->
                entry.getValue().stream()
                    .map(
                        settings ->
                            DynamicTest.dynamicTest(
                                entry.getKey() + " " + entry.getValue().indexOf(settings),
                                () -> comesBack(entry.getKey(), settings))));
  }

  private void comesBack(String type, Map<String, ?> settings) {
    String name = type + settings.hashCode();
    api.post("contact-points", with(point(name, type, settings), "disableResolveMessage", true))
        .is(202);

    List<Hcl> resources =
        PROVIDER.resources(
            api, "contact-points/export?format=hcl&decrypt=true&name=" + encoded(name));

    assertThat(resources).hasSize(1);
    assertThat(resources.getFirst().attributes()).isEqualTo(Map.of("name", name));
    assertThat(resources.getFirst().blocks()).hasSize(1);
    Hcl block = resources.getFirst().blocks().getFirst();
    assertThat(block.type()).isEqualTo(type.toLowerCase(Locale.ROOT));
    assertThat(block.attributes().get("disable_resolve_message")).isEqualTo(true);

    Map<String, Object> sent = PROVIDER.settings(block);
    Set<String> unsaid = new TreeSet<>(UNSAID.getOrDefault(type, Set.of()));
    unsaid.removeIf(path -> at(settings, path) == null);
    assertThat(block.remarks())
        .containsExactlyElementsOf(
            unsaid.isEmpty()
                ? List.of()
                : List.of(
                    "# The provider has no attribute for "
                        + String.join(", ", unsaid.stream().map(Json::write).toList())));
    if (type.equals("sns") && !settings.containsKey("topic")) sent.remove("topic");
    assertThat(leaves(sent)).isEqualTo(without(leaves(settings), unsaid));
    api.post("contact-points", point(name + "again", type, PROVIDER.settings(block))).is(202);

    String redacted =
        api.get("contact-points/export?format=hcl&name=" + encoded(name)).is(200).body();
    assertThat(
            leaves(PROVIDER.settings(Hcl.read(redacted).blocks().getFirst().blocks().getFirst())))
        .as("the same with redacted secrets")
        .hasSameSizeAs(leaves(PROVIDER.settings(block)));
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  private static @Nullable Object at(Object settings, String path) {
    Object value = settings;
    for (String name : path.split("\\."))
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    return value;
  }

  /** Every value by its path, as a text: numbers may be written either way. */
  private static Map<String, String> leaves(Object value) {
    Map<String, String> leaves = new LinkedHashMap<>();
    collect("", value, leaves);
    return leaves;
  }

  private static void collect(String path, @Nullable Object value, Map<String, String> into) {
    switch (value) {
      case Map<?, ?> map -> map.forEach((name, each) -> collect(path + "." + name, each, into));
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) collect(path + "." + i, list.get(i), into);
      }
      case null -> {}
      case String text when text.isEmpty() -> {}
      default ->
          into.put(
              path,
              path.equals(".addresses")
                  ? String.valueOf(value).replaceAll("[,;\\s]+", ";")
                  : String.valueOf(value));
    }
  }

  private static Map<String, String> without(Map<String, String> leaves, Set<String> paths) {
    leaves
        .keySet()
        .removeIf(
            leaf ->
                paths.stream()
                    .anyMatch(
                        path -> leaf.equals("." + path) || leaf.startsWith("." + path + ".")));
    return leaves;
  }

  @Test
  void theSamplesHaveEverySettingOfEveryType() {
    for (ReceiverType type : ReceiverTypes.ALL) {
      if (type.name().equals("mqtt")) continue;
      Set<String> sampled = new TreeSet<>();
      String key = type.name().equals("prometheus-alertmanager") ? "alertmanager" : type.name();
      for (Map<String, ?> settings : SAMPLES.getOrDefault(key, List.of())) {
        leaves(settings).keySet().forEach(leaf -> sampled.add(leaf.replaceAll("\\.[0-9]+", "")));
      }
      assertThat(missing(type.settings(), "", sampled)).as(type.name()).isEmpty();
    }
  }

  private static List<String> missing(List<Setting> settings, String prefix, Set<String> sampled) {
    List<String> missing = new ArrayList<>();
    for (Setting setting : settings) {
      String path = prefix + "." + setting.name();
      if (setting.nested().isEmpty()) {
        if (sampled.stream().noneMatch(leaf -> leaf.equals(path) || leaf.startsWith(path + "."))) {
          missing.add(path);
        }
      } else {
        missing.addAll(missing(setting.nested(), path, sampled));
      }
    }
    return missing;
  }

  /** The provider has no block for it, and refuses a contact point without one. */
  @Test
  void whatTheProviderDoesNotKnowIsAComment() {
    assertThat(PROVIDER.knows("grafana_contact_point.mqtt")).isFalse();
    Map<String, String> mqtt = Map.of("brokerUrl", "tcp://b.example:1883", "topic", "t");
    api.post("contact-points", with(point("only\n", "mqtt", mqtt), "uid", "m1")).is(202);
    api.post("contact-points", with(point("both", "mqtt", mqtt), "uid", "m2")).is(202);
    api.post("contact-points", email("both")).is(202);

    Hcl only = Hcl.read(api.get("contact-points/export?format=hcl&name=only%0A").is(200).body());
    assertThat(only.blocks()).isEmpty();
    assertThat(only.remarks())
        .containsExactly(
            "# The provider has no block for type mqtt: integration m1 of contact point \"only\\n\"");
    List<Hcl> both = PROVIDER.resources(api, "contact-points/export?format=hcl&name=both");
    assertThat(both.getFirst().blocks("email")).hasSize(1);
    assertThat(both.getFirst().remarks())
        .containsExactly(
            "# The provider has no block for type mqtt: integration m2 of contact point \"both\"");
    assertThat(PROVIDER.resources(api, "contact-points/export?format=hcl")).hasSize(2);
  }

  @Test
  void settingsOfTheUsersOwnNeverBreakABlock() {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    settings.put("url", "https://w.example");
    settings.put("URL", "https://other.example");
    settings.put("# \" }\n", "${x} %{y} $${z} \\ \u2028");
    settings.put("list", List.of(1, 2));
    settings.put("hmacConfig", Map.of("secret", "s", "a b", "c", "header", "X-H"));
    settings.put("tlsConfig", Map.of("caCertificate", "ca", "own", "x"));
    api.post("contact-points", point("w", "webhook", settings)).is(202);

    Hcl block =
        PROVIDER
            .resources(api, "contact-points/export?format=hcl&decrypt=true&name=w")
            .getFirst()
            .blocks()
            .getFirst();
    assertThat(block.attributes().get("settings"))
        .isEqualTo(Map.of("# \" }\n", "${x} %{y} $${z} \\ \u2028"));
    assertThat(block.remarks().getFirst())
        .contains("\"URL\"", "\"list\"", "\"hmacConfig.a b\"", "\"tlsConfig.own\"");
  }

  /** The provider takes them apart at the signs alone. */
  @Test
  void blanksInAddressListsStay() {
    api.post("contact-points", point("e", "email", Map.of("addresses", "a@x; b@x ,\n\n c@x;;")))
        .is(202);
    Hcl email =
        PROVIDER
            .resources(api, "contact-points/export?format=hcl&name=e")
            .getFirst()
            .blocks()
            .getFirst();
    assertThat(email.attributes().get("addresses")).isEqualTo(List.of("a@x", " b@x ", " c@x"));
  }

  @Test
  void redactedSecretsAreToldAndRefused() {
    String remark =
        "# Put the secrets in place of \"[REDACTED]\", which is refused for what is new, or export"
            + " with decrypt=true";
    api.post("contact-points", point("s", "slack", Map.of("url", "https://s.example/x"))).is(202);
    api.post("contact-points", email("e")).is(202);
    String slack = "contact-points/export?format=hcl&name=s";
    Hcl redacted = PROVIDER.resources(api, slack).getFirst();
    assertThat(redacted.remarks()).containsExactly(remark);
    assertThat(PROVIDER.resources(api, slack + "&decrypt=true").getFirst().remarks()).isEmpty();
    assertThat(
            PROVIDER.resources(api, "contact-points/export?format=hcl&name=e").getFirst().remarks())
        .isEmpty();
    Map<String, Object> sent = PROVIDER.settings(redacted.blocks().getFirst());
    assertThat(api.post("contact-points", point("s", "slack", sent)).is(400).at("message"))
        .isEqualTo(
            "invalid object specification: settings.url is [REDACTED], but no secret is stored there");
  }

  /** The list in docs/alerting-api.md: which addresses are looked at when they are stored. */
  @Test
  void theseAddressesAreChecked() {
    Set<String> checked = new TreeSet<>();
    SAMPLES.forEach(
        (type, list) ->
            list.forEach(
                settings ->
                    settings.forEach(
                        (name, value) -> {
                          boolean address =
                              name.equals("addresses")
                                  || (value instanceof String text && text.contains("://"));
                          if (!address) return;
                          String wrong = "http://no host";
                          Object body = point("n", type, with(settings, name, wrong));
                          if (api.post("contact-points", body).status() == 400) {
                            checked.add(type + "." + name);
                          }
                        })));
    assertThat(checked)
        .containsExactly(
            "alertmanager.url",
            "jira.api_url",
            "slack.endpointUrl",
            "slack.url",
            "webex.api_url",
            "webhook.url");
  }
}
