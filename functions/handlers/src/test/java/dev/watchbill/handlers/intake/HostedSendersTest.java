package dev.watchbill.handlers.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.Appearance;
import dev.watchbill.domain.alert.Appearance.Look;
import dev.watchbill.domain.alert.Appearance.Subject;
import dev.watchbill.domain.alert.IncomingAlert;
import dev.watchbill.domain.alert.IncomingAlerts;
import dev.watchbill.domain.alert.Signals;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.IntegrationType.Intake;
import dev.watchbill.domain.template.jinja.Jinja;
import dev.watchbill.domain.template.jinja.Rendered;
import dev.watchbill.engine.alert.AlertIntake;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.storage.TestClock;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the tools of the hosted types send, in the shape that their makers document and in words of
 * our own ({@code senders/hosted.json}): a first alert opens a group, a repeat joins it, the
 * recovery ends it, and two things stay two groups.
 */
class HostedSendersTest {

  /** Types whose tool never says that it is over. */
  private static final Set<IntegrationType> WITHOUT_END = EnumSet.of(IntegrationType.FABRIC);

  /** What may stand where something else was expected. */
  private static final List<Object> ODD =
      List.of("text", "", 5L, 1.5, true, List.of(), List.of("x"), Map.of(), Map.of("x", "y"));

  private static final Jinja JINJA = new Jinja(new TestClock());

  /** One story of one tool. */
  private record Row(IntegrationType type, String about, List<Object> bodies, List<?> groups) {}

  private static List<Row> rows() {
    try (InputStream file = HostedSendersTest.class.getResourceAsStream("/senders/hosted.json")) {
      List<Row> rows = new ArrayList<>();
      for (Object each : (List<?>) known(Json.read(known(file).readAllBytes()))) {
        Map<?, ?> row = (Map<?, ?>) each;
        rows.add(
            new Row(
                IntegrationType.of((String) known(row.get("type"))).orElseThrow(),
                (String) known(row.get("about")),
                List.copyOf((List<?>) known(row.get("bodies"))),
                (List<?>) known(row.get("groups"))));
      }
      return rows;
    } catch (IOException | Json.Malformed e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T known(@Nullable T value) {
    return Objects.requireNonNull(value);
  }

  private static Set<IntegrationType> hosted() {
    return EnumSet.range(IntegrationType.AMAZON_SNS, IntegrationType.ZENDESK);
  }

  @TestFactory
  Stream<DynamicTest> everyStoryEndsAsItShould() {
    return rows().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.type.slug() + ": " + row.about,
                    () -> assertThat(groupsAfter(row)).isEqualTo(row.groups)));
  }

  @Test
  void everyHostedTypeHasItsStories() {
    Map<IntegrationType, Set<String>> seen = new HashMap<>();
    for (Row row : rows()) {
      Set<String> facts = seen.computeIfAbsent(row.type, type -> new HashSet<>());
      for (Object each : row.groups) {
        List<?> group = (List<?>) each;
        if (group.get(1).equals("resolved")) facts.add("ends");
        if (((Long) group.get(2)) > 1) facts.add("joins");
      }
      if (row.groups.size() > 1) facts.add("stays apart");
    }
    for (IntegrationType type : hosted()) {
      Set<String> all =
          WITHOUT_END.contains(type)
              ? Set.of("joins", "stays apart")
              : Set.of("joins", "stays apart", "ends");
      assertThat(seen).as(type.slug()).containsEntry(type, all);
    }
    assertThat(seen.keySet()).isEqualTo(hosted());
  }

  /** Neither null nor anything else, at any place of any body, makes a text of a template fail. */
  @TestFactory
  Stream<DynamicTest> nothingInABodyMakesATemplateFail() {
    return hosted().stream()
        .map(
            type ->
                DynamicTest.dynamicTest(
                    type.slug(),
                    () -> {
                      int tried = 0;
                      for (Object body : bodies(type)) {
                        for (Object odd : spoilt(body)) {
                          readable(type, odd);
                          tried++;
                        }
                      }
                      assertThat(tried).isGreaterThan(20);
                    }));
  }

  /** The words that stand where the tool's own are null. */
  @TestFactory
  Stream<DynamicTest> withoutATitleTheTypesOwnIsShown() {
    return hosted().stream()
        .map(
            type ->
                DynamicTest.dynamicTest(
                    type.slug(),
                    () -> {
                      String own = signals(type, Map.of()).title();
                      assertThat(own).isNotBlank().isNotEqualTo("None");
                      for (Object body : bodies(type)) {
                        for (Object odd : withNulls(body)) {
                          assertThat(signals(type, odd).title())
                              .as("%s", odd)
                              .isNotBlank()
                              .isNotEqualTo("None");
                        }
                        assertThat(signals(type, allNull(body)).title()).isEqualTo(own);
                      }
                    }));
  }

  private static List<List<Object>> groupsAfter(Row row) {
    IntakeWorld world = new IntakeWorld();
    Integration integration = world.integration(row.type);
    for (Object body : row.bodies) {
      if (row.type.intake() == Intake.SNS) {
        // The envelope and its signature are SnsTest's.
        IncomingAlert alert =
            ((IncomingAlerts.Accepted)
                    IncomingAlerts.read(Intake.GENERIC, body, text -> Optional.empty()))
                .alerts()
                .getFirst();
        assertThat(world.intake.take(integration, true, alert, false, world.clock.instant()))
            .isEqualTo(AlertIntake.Taken.STORED);
      } else {
        world.receive(integration, Json.write(body));
      }
      world.clock.advance(Duration.ofMillis(10));
    }
    List<List<Object>> groups = new ArrayList<>();
    for (AlertGroup group : world.groupsOf(integration)) {
      groups.add(
          List.of(
              String.valueOf(group.content().title()),
              group.state().slug(),
              group.content().alertsCount()));
    }
    return groups;
  }

  private static List<Object> bodies(IntegrationType type) {
    List<Object> bodies = new ArrayList<>();
    rows().stream().filter(row -> row.type == type).forEach(row -> bodies.addAll(row.bodies));
    bodies.add(Objects.requireNonNull(type.examplePayload()));
    return bodies;
  }

  private static Signals signals(IntegrationType type, @Nullable Object body) {
    return Signals.read(JINJA, type, Map.of(), body, null);
  }

  private static void readable(IntegrationType type, @Nullable Object body) {
    Signals signals = signals(type, body);
    assertThat(signals.title()).as("title of %s", body).isNotBlank();
    fine(signals.title(), body);
    for (String key : List.of("grouping_key", "resolve_signal", "acknowledge_signal")) {
      String template = type.defaultTemplate(key);
      if (template == null) continue;
      Map<String, @Nullable Object> variables = new HashMap<>();
      variables.put("payload", body);
      assertThat(JINJA.render(template, variables))
          .as("%s of %s: %s", key, type.slug(), body)
          .isInstanceOf(Rendered.Output.class);
      fine(JINJA.render(template, variables).display(), body);
    }
    Appearance appearance = new Appearance(JINJA);
    Subject subject = new Subject(type, Map.of(), "i", 1, "https://watchbill.example/g", body);
    for (Look look :
        List.of(
            appearance.webRaw(subject),
            appearance.slack(subject),
            appearance.telegram(subject),
            appearance.sms(subject),
            appearance.phone(subject))) {
      fine(look.title(), body);
      fine(look.message(), body);
      fine(look.imageUrl(), body);
      fine(look.sourceLink(), body);
    }
  }

  private static void fine(@Nullable String text, @Nullable Object body) {
    if (text == null) return;
    assertThat(text)
        .as("of %s", body)
        .doesNotContain("Template Warning")
        .doesNotContain("Template Error")
        .doesNotContain("<built-in")
        .doesNotContain("&lt;built-in");
  }

  /** The body with something else at one place, at every place and for everything else. */
  private static List<@Nullable Object> spoilt(Object body) {
    List<@Nullable Object> all = new ArrayList<>(withNulls(body));
    for (Object odd : ODD) {
      all.add(odd);
      all.addAll(inside(body, odd));
    }
    return all; // a body of nothing is refused before anybody reads it
  }

  private static List<@Nullable Object> withNulls(@Nullable Object body) {
    return inside(body, null);
  }

  private static List<@Nullable Object> inside(@Nullable Object body, @Nullable Object odd) {
    List<@Nullable Object> all = new ArrayList<>();
    if (body instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        all.add(with(map, entry.getKey(), odd));
        for (Object below : inside(entry.getValue(), odd)) {
          all.add(with(map, entry.getKey(), below));
        }
      }
    } else if (body instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        List<@Nullable Object> changed = new ArrayList<>(list);
        changed.set(i, odd);
        all.add(changed);
      }
    }
    return all;
  }

  private static Map<Object, @Nullable Object> with(
      Map<?, ?> map, Object key, @Nullable Object value) {
    Map<Object, @Nullable Object> changed = new LinkedHashMap<>(map);
    changed.put(key, value);
    return changed;
  }

  private static Map<Object, @Nullable Object> allNull(Object body) {
    Map<Object, @Nullable Object> changed = new LinkedHashMap<>();
    ((Map<?, ?>) body).keySet().forEach(key -> changed.put(key, null));
    return changed;
  }
}
