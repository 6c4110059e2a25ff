package dev.watchbill.handlers.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the Terraform provider knows, and what it sends for a block of a contact point. */
final class ProviderSchema {

  /** What every block of a contact point also has. */
  private static final String COMMON = " disable_resolve_message=bool settings=map";

  /**
   * One attribute.
   *
   * @param type {@code string}, {@code number}, {@code bool}, {@code list} or {@code map}
   * @param setting what a receiver calls it
   * @param joined whether a list becomes a text
   * @param asText whether a number becomes a text
   */
  private record Known(
      String type, boolean required, String setting, boolean joined, boolean asText) {}

  private record Block(boolean one, String setting, Map<String, Known> attributes) {}

  private final Map<String, Block> blocks = new HashMap<>();

  ProviderSchema() {
    try (InputStream in = ProviderSchema.class.getResourceAsStream("/terraform/provider.txt")) {
      new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(this::line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void line(String line) {
    String path = line.split(" ", 2)[0];
    boolean receiver = path.matches("grafana_contact_point\\.[a-z]+");
    boolean one = false;
    String setting = path.substring(path.lastIndexOf('.') + 1);
    Map<String, Known> attributes = new LinkedHashMap<>();
    for (String word : (line + (receiver ? COMMON : "")).substring(path.length()).split(" ")) {
      if (word.isEmpty()) continue;
      String[] renamed = word.split(">", 2);
      String[] parts = renamed[0].split("=", 2);
      if (parts.length == 1) {
        one = true;
        if (renamed.length == 2) setting = renamed[1];
        continue;
      }
      attributes.put(
          parts[0],
          new Known(
              parts[1].replaceAll("[^a-z]", ""),
              parts[1].contains("!"),
              renamed.length == 2 ? renamed[1] : parts[0],
              parts[1].contains(";"),
              parts[1].contains("\"")));
    }
    blocks.put(path, new Block(one, setting, attributes));
  }

  /** Whether the provider knows a receiver's block. */
  boolean knows(String path) {
    return blocks.containsKey(path);
  }

  /** The resources of an export, in which the provider finds nothing wrong. */
  List<Hcl> resources(Provisioning api, String path) {
    Hcl file = Hcl.read(api.get(path).is(200).body());
    for (Hcl resource : file.blocks()) {
      List<String> flaws = new ArrayList<>();
      if (resource.type().equals("resource") && resource.labels().size() == 2) {
        check(resource, resource.labels().getFirst(), flaws);
      } else {
        flaws.add(resource.type() + resource.labels());
      }
      if (!flaws.isEmpty()) throw new AssertionError(flaws);
    }
    return file.blocks();
  }

  private void check(Hcl block, String path, List<String> flaws) {
    Block known = blocks.get(path);
    if (known == null) {
      flaws.add("no block " + path);
      return;
    }
    block
        .attributes()
        .forEach(
            (name, value) -> {
              Known attribute = known.attributes().get(name);
              if (attribute == null) {
                flaws.add("no attribute " + path + "." + name);
              } else if (!fits(attribute.type(), value)) {
                flaws.add(path + "." + name + " is " + value);
              }
            });
    known
        .attributes()
        .forEach(
            (name, attribute) -> {
              Object value = block.attributes().get(name);
              if (attribute.required() && (value == null || value.equals(""))) {
                flaws.add(path + "." + name + " is required");
              }
            });
    for (Hcl inner : block.blocks()) {
      String below = path + "." + inner.type();
      check(inner, below, flaws);
      Block as = blocks.get(below);
      if (as != null && as.one() && block.blocks(inner.type()).size() > 1) {
        flaws.add("only one " + below);
      }
    }
  }

  /** As Terraform converts values. */
  private static boolean fits(String type, @Nullable Object value) {
    return switch (type) {
      case "string" -> value instanceof String || value instanceof Number;
      case "number" ->
          value instanceof Number || (value instanceof String text && text.matches("-?[0-9]+"));
      case "bool" -> value instanceof Boolean;
      case "list" -> value instanceof List<?> list && list.stream().allMatch(texts());
      case "map" -> value instanceof Map<?, ?> map && map.values().stream().allMatch(texts());
      default -> throw new IllegalStateException(type);
    };
  }

  private static Predicate<@Nullable Object> texts() {
    return value -> value instanceof String;
  }

  /** The settings that the provider sends for a receiver's block. */
  Map<String, Object> settings(Hcl block) {
    Map<String, Object> settings = unpacked(block, "grafana_contact_point." + block.type());
    settings.remove("disable_resolve_message");
    if (settings.remove("settings") instanceof Map<?, ?> others) {
      others.forEach((name, value) -> settings.put(String.valueOf(name), value));
    }
    settings.values().removeIf(""::equals);
    return settings;
  }

  private Map<String, Object> unpacked(Hcl block, String path) {
    Block known = Objects.requireNonNull(blocks.get(path));
    Map<String, Object> settings = new LinkedHashMap<>();
    block
        .attributes()
        .forEach(
            (name, value) -> {
              Known attribute = Objects.requireNonNull(known.attributes().get(name));
              settings.put(attribute.setting(), sent(attribute, Objects.requireNonNull(value)));
            });
    for (Hcl inner : block.blocks()) {
      String below = path + "." + inner.type();
      Block as = Objects.requireNonNull(blocks.get(below));
      Map<String, Object> object = unpacked(inner, below);
      if (as.one()) {
        settings.put(as.setting(), object);
      } else {
        List<Object> all = new ArrayList<>();
        if (settings.get(as.setting()) instanceof List<?> before) all.addAll(before);
        all.add(object);
        settings.put(as.setting(), all);
      }
    }
    return settings;
  }

  private static Object sent(Known attribute, Object value) {
    if (attribute.joined() && value instanceof List<?> list) {
      return list.stream().map(String::valueOf).collect(Collectors.joining(";"));
    }
    if (attribute.setting().equals("tlsConfig") && value instanceof Map<?, ?> map) {
      return tls(map);
    }
    if (!attribute.type().equals("number")) return value;
    return attribute.asText() ? String.valueOf(value) : (Object) Long.valueOf(value.toString());
  }

  /** A map in the provider's names, whose flag is a text. */
  private static Map<String, Object> tls(Map<?, ?> map) {
    Map<String, Object> tls = new LinkedHashMap<>();
    map.forEach(
        (name, value) -> {
          switch (String.valueOf(name)) {
            case "insecure_skip_verify" ->
                tls.put("insecureSkipVerify", Boolean.valueOf(String.valueOf(value)));
            case "ca_certificate" -> tls.put("caCertificate", value);
            case "client_certificate" -> tls.put("clientCertificate", value);
            case "client_key" -> tls.put("clientKey", value);
            default -> throw new AssertionError(name);
          }
        });
    return tls;
  }
}
