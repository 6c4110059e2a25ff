package dev.watchbill.domain.escalation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The chain as it stood when an escalation began: later edits do not change what runs (spec
 * oncall-behaviour §7.1). Who is on call or in a team is asked when a step runs.
 *
 * @param steps in their order
 * @param pointers by step: whom a step that notifies one after the other notified last
 */
public record EscalationSnapshot(String chainId, List<Step> steps, Map<String, String> pointers) {

  /** A step, with the id by which its lines name it. */
  public record Step(String id, EscalationStep does) {}

  public EscalationSnapshot {
    steps = List.copyOf(steps);
    pointers = Map.copyOf(pointers);
  }

  EscalationSnapshot pointing(String step, String user) {
    Map<String, String> next = new HashMap<>(pointers);
    next.put(step, user);
    return new EscalationSnapshot(chainId, steps, next);
  }
}
