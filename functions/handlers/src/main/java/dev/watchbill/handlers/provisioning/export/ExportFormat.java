package dev.watchbill.handlers.provisioning.export;

import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The formats of exports and how one is chosen (spec grafana-alerting §7.1). */
public enum ExportFormat {
  YAML("yaml", "text/yaml", "application/yaml"),
  JSON("json", "application/json", "application/json"),
  HCL("tf", "text/hcl", "application/terraform+hcl");

  /** What Go reads as true. */
  private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");

  private final String suffix;
  private final String shown;
  private final String downloaded;

  ExportFormat(String suffix, String shown, String downloaded) {
    this.suffix = suffix;
    this.shown = shown;
    this.downloaded = downloaded;
  }

  /** The query decides, then {@code Accept}; an unknown format is as none. */
  static ExportFormat of(Request request) {
    String asked = request.parameter("format");
    String accepted = request.header("accept");
    return switch (asked == null ? "" : asked) {
      case "yaml" -> YAML;
      case "json" -> JSON;
      case "hcl" -> HCL;
      default -> accepted != null && accepted.contains("json") ? JSON : YAML;
    };
  }

  /** Whether a parameter of the query is set. */
  public static boolean flag(Request request, String name) {
    String value = request.parameter(name);
    return value != null && TRUE.contains(value);
  }

  /** The export in the format that the request asks for. */
  public static Response answer(Request request, Export export) {
    ExportFormat format = of(request);
    boolean download = flag(request, "download");
    Response answer =
        Response.text(200, download ? format.downloaded : format.shown, format.write(export))
            .header("vary", "Accept");
    return download
        ? answer.header("content-disposition", "attachment;filename=export." + format.suffix)
        : answer;
  }

  /** {@link YamlText} is named only here, so that no other request loads the library. */
  private String write(Export export) {
    return switch (this) {
      case YAML -> YamlText.write(file(export));
      case JSON -> Json.write(file(export));
      case HCL -> HclBlock.write(export.resources());
    };
  }

  private static Map<String, @Nullable Object> file(Export export) {
    Map<String, @Nullable Object> file = new LinkedHashMap<>();
    file.put("apiVersion", 1L);
    file.put(export.section(), dollarsDoubled(export.entries()));
    return file;
  }

  /**
   * A fresh copy in which every value can pass the expansion of variables that file provisioning
   * does (§7.2); keys are not expanded.
   */
  private static @Nullable Object dollarsDoubled(@Nullable Object value) {
    return switch (value) {
      case String text -> text.indexOf('$') < 0 ? text : text.replace("$", "$$");
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((name, each) -> copy.put(String.valueOf(name), dollarsDoubled(each)));
        yield copy;
      }
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        list.forEach(each -> copy.add(dollarsDoubled(each)));
        yield copy;
      }
      case null -> null;
      default -> value;
    };
  }
}
