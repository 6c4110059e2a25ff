package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.integration.Positions;
import dev.watchbill.handlers.http.Fields;

/** {@code position} and {@code manual_order} in bodies (spec oncall-api §1.13). */
final class PositionFields {

  /** The positions as the body wants them for one of them; absent = as they are. */
  static Positions read(Fields in, Positions now, String id) {
    if (!in.has("position")) return now;
    boolean swap = in.flag("manual_order", false);
    boolean wrongBefore = in.hasErrors();
    long to = in.integer("position", 0);
    if (in.hasErrors() && !wrongBefore) return now;
    if (to < (swap ? 0 : Positions.END) || to > Positions.LAST) {
      in.refuse("Invalid value for position field");
      return now;
    }
    return swap ? now.swap(id, (int) to) : now.move(id, (int) to);
  }

  private PositionFields() {}
}
