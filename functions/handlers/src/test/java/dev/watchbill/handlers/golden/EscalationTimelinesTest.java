package dev.watchbill.handlers.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.AssertionFailedError;

/**
 * What the original engine did from an alert to the last page, second by second: the same happens
 * here, or the exception says why not. An exception that is no longer true fails the test.
 */
final class EscalationTimelinesTest {
  private static final List<String> FILES =
      List.of(
          "steps",
          "gates",
          "states",
          "personal",
          "bundles",
          "edits",
          "paging-maintenance",
          "webhooks",
          "generated");

  private final Map<String, String> exceptions = exceptions();

  @TestFactory
  Stream<DynamicTest> recorded() {
    List<Timeline> stories = FILES.stream().flatMap(file -> Timeline.of(file).stream()).toList();
    Set<String> unknown = new HashSet<>(exceptions.keySet());
    stories.forEach(story -> unknown.remove(story.id()));
    return Stream.concat(
        stories.stream().map(story -> dynamicTest(story.toString(), () -> hold(story))),
        Stream.of(
            dynamicTest(
                "every exception names a story",
                () -> assertTrue(unknown.isEmpty(), unknown::toString))));
  }

  private void hold(Timeline story) {
    Optional<String> exception = Optional.ofNullable(exceptions.get(story.id()));
    Optional<String> failure = failure(story);
    if (failure.isEmpty() && exception.isPresent()) {
      throw new AssertionFailedError(
          "it is told as recorded; its exception is out of date: " + exception.get());
    }
    if (failure.isPresent() && exception.isEmpty()) throw new AssertionFailedError(failure.get());
  }

  private static Optional<String> failure(Timeline story) {
    try {
      new TimelinePlay(story).play();
      return Optional.empty();
    } catch (Mismatch e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Reasons by the id of the story. */
  private static Map<String, String> exceptions() {
    Map<String, String> reasons = new HashMap<>();
    for (Object each : Recording.list(Recording.json("golden/escalation-exceptions.json"))) {
      Map<?, ?> entry = (Map<?, ?>) each;
      for (Object id : Recording.list(entry.get("stories"))) {
        String before = reasons.put(String.valueOf(id), String.valueOf(entry.get("reason")));
        if (before != null) throw new IllegalArgumentException("named twice: " + id);
      }
    }
    return reasons;
  }
}
