package dev.watchbill.domain.escalation;

import dev.watchbill.domain.integration.Positions;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All steps of one chain. They change together, so that positions stay unique however many write at
 * once.
 *
 * @param steps by position
 * @param version of the order they are in; 0 while the chain never had a step
 */
public record ChainSteps(String org, String chainId, List<PlacedStep> steps, long version) {

  /** The most steps of a chain: all of them can be moved in one transaction. */
  public static final int LIMIT = 90;

  public ChainSteps {
    steps = steps.stream().sorted(Comparator.comparingInt(PlacedStep::position)).toList();
  }

  public Optional<PlacedStep> find(String id) {
    return steps.stream().filter(step -> step.id().equals(id)).findFirst();
  }

  public boolean isFull() {
    return steps.size() >= LIMIT;
  }

  /** Where each one stands. */
  public Positions positions() {
    Map<String, Integer> positions = new LinkedHashMap<>();
    for (PlacedStep step : steps) positions.put(step.id(), step.position());
    return new Positions(positions);
  }

  /** With this one new or changed, and all of them where these positions say. */
  public ChainSteps with(PlacedStep changed, Positions positions) {
    return of(
        Stream.concat(others(changed.id()), Stream.of(changed))
            .map(step -> step.at(positions.of(step.id())))
            .toList());
  }

  /** Without this one; the others stay where they are. */
  public ChainSteps without(String id) {
    return of(others(id).toList());
  }

  private Stream<PlacedStep> others(String id) {
    return steps.stream().filter(step -> !step.id().equals(id));
  }

  private ChainSteps of(List<PlacedStep> next) {
    return new ChainSteps(org, chainId, next, version);
  }
}
