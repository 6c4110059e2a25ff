package dev.watchbill.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.handlers.http.Json;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs the named parts, or all of them, prints a table for each, and writes {@code bench.json} into
 * the target folder; parts that did not run keep what they had there. Ends with 1 when something is
 * broken: a lost alert, a page that grows dearer. Being slow is only reported.
 */
public final class Bench {

  private static final Map<String, Part> PARTS = parts();

  private Bench() {}

  private static Map<String, Part> parts() {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put("capacity", new CapacityPart());
    parts.put("idle", new IdlePart());
    parts.put("cpu", new CpuPart());
    parts.put("export", new ExportPart());
    parts.put("routing", new RoutingPart());
    parts.put("schedules", new SchedulesPart());
    parts.put("cold", new ColdPart());
    parts.put("intake", new IntakePart());
    parts.put("crash", new CrashPart());
    parts.put("list", new ListPart());
    parts.put("timers", new TimersPart());
    return parts;
  }

  public static void main(String[] args) throws Exception {
    Options options = Options.of(List.of(args), List.copyOf(PARTS.keySet()));
    Path file = options.target().resolve("bench.json");
    Map<String, Object> all = earlier(file);
    List<String> broken = new ArrayList<>();
    for (String name : options.parts()) {
      Part part = PARTS.get(name);
      if (part == null) continue;
      Results results = part.run(options);
      System.out.println(results.text());
      Map<String, Object> json = new LinkedHashMap<>(results.json());
      json.put("at", Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).toString());
      json.put("jdk", System.getProperty("java.vm.version"));
      json.put("cores", Runtime.getRuntime().availableProcessors());
      json.put("load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
      all.put(name, json);
      Files.createDirectories(options.target());
      Files.writeString(file, Json.write(all));
      results.broken().forEach(each -> broken.add(name + ": " + each));
    }
    if (!broken.isEmpty()) {
      System.err.println("broken: " + broken);
      System.exit(1);
    }
  }

  private static Map<String, Object> earlier(Path file) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    if (!Files.exists(file)) return all;
    try {
      @Nullable Object read = Json.read(Files.readString(file).getBytes(UTF_8));
      if (read instanceof Map<?, ?> map) {
        map.forEach((name, part) -> all.put(name.toString(), part));
      }
    } catch (Json.Malformed e) {
      System.err.println(file + " was no JSON and is written anew");
    }
    return all;
  }
}
