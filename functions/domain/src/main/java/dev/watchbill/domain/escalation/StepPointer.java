package dev.watchbill.domain.escalation;

import dev.watchbill.domain.change.Row;
import dev.watchbill.domain.change.Subject;

/**
 * Whom a step that notifies one person after the other notified last, so that the next alert group
 * goes on with the next person. Of two groups at once the later word counts.
 */
public record StepPointer(String org, String stepId, String userId) implements Row {

  @Override
  public Subject subject() {
    return new Subject(Subject.Kind.STEP_POINTER, org, stepId);
  }
}
