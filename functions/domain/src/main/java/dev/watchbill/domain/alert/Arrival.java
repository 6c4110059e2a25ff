package dev.watchbill.domain.alert;

import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.Label;
import dev.watchbill.domain.integration.Route;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alert about to enter: what it says and where it belongs, worked out before any group is looked
 * at.
 *
 * @param distinction what it has in common with the other alerts of its group, hashed
 * @param joinable false when nothing may ever join its group: a demo alert, or one without a key
 * @param acknowledges and {@code resolves}: the signals in it, whether or not they are heeded
 * @param perAlert whether it is one of several in a body, which are resolved later and by labels
 *     (spec oncall-behaviour §4.6)
 * @param title and {@code labels}: of the group, if it opens one
 * @param receivedAt when the request came
 */
public record Arrival(
    Integration integration,
    Route route,
    String distinction,
    boolean joinable,
    boolean acknowledges,
    boolean resolves,
    boolean perAlert,
    boolean demo,
    @Nullable String title,
    List<Label> labels,
    Instant receivedAt) {

  public Arrival {
    labels = List.copyOf(labels);
  }

  /** A resolve signal from a source that may resolve. */
  boolean mayResolve() {
    return resolves && integration.type().allowsSourceResolving();
  }
}
