package dev.watchbill.handlers.golden;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where this deployment knowingly answers otherwise than the recording, each with its reason. Named
 * steps must differ and all others must not; without steps the conversation as a whole must fail.
 * So an exception that is no longer true fails the test.
 */
record ExceptionList(List<Exempt> all) {

  /**
   * One exception.
   *
   * @param steps numbers of the steps that differ; empty = the conversation cannot be held at all
   */
  record Exempt(String area, String scenario, Set<Integer> steps, String reason) {
    boolean covers(Recording recording) {
      return area.equals(recording.area()) && scenario.equals(recording.name());
    }
  }

  static ExceptionList of(String resource) {
    List<Exempt> all = new ArrayList<>();
    for (Object each : Recording.list(Recording.json(resource))) {
      Map<?, ?> entry = (Map<?, ?>) each;
      Set<Integer> steps = new HashSet<>();
      for (Object number : Recording.list(entry.get("steps"))) {
        steps.add(((Long) number).intValue());
      }
      Object reason = entry.get("reason");
      if (!(reason instanceof String text) || text.isBlank()) {
        throw new IllegalArgumentException("an exception without a reason: " + entry);
      }
      all.add(
          new Exempt(
              String.valueOf(entry.get("area")),
              String.valueOf(entry.get("scenario")),
              steps,
              text));
    }
    return new ExceptionList(all);
  }

  List<Exempt> about(Recording recording) {
    return all.stream().filter(exempt -> exempt.covers(recording)).toList();
  }
}
