package dev.watchbill.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.org.Limits;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/*
 * Fixed windows (spec oncall-behaviour §1.5): one item per subject and window, a counter in it for every budget. One conditional
 * update takes a request out of all its budgets at once: it adds to each of them on the condition that each has room, so a refused
 * request counts nowhere and two requests cannot share the last place. One that costs several takes all of them so. The window's start is part of the key, so an old window needs
 * no reset, only an end (TTL). The item grows with the budgets really used in a window, by some 20 bytes each: an organisation with
 * up to forty busy integrations pays one unit a request.
 */
/** Request budgets in the table. */
public final class DynamoLimits implements Limits {

  /** Keeps a window's item beyond its end: clocks of functions differ a little. */
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final Table table;

  public DynamoLimits(Table table) {
    this.table = table;
  }

  @Override
  public Taken take(String subject, Duration window, Instant now, long count, Budget... budgets) {
    long length = window.toSeconds();
    if (length < 1 || budgets.length == 0 || count < 1) {
      throw new IllegalArgumentException(
          "A window of whole seconds, at least one budget and at least one request");
    }
    Instant start = windowStart(subject, length, now);
    Duration left = Duration.between(now, start.plusSeconds(length));
    List<Edit> edits = new ArrayList<>();
    List<Condition> room = new ArrayList<>();
    for (Budget budget : budgets) {
      if (budget.limit() < count) return new Taken.Refused(budget.name(), left);
      edits.add(Edit.add(counter(budget), count));
      room.add(
          Condition.any(
              Condition.attributeAbsent(counter(budget)),
              Condition.less(counter(budget), budget.limit() - count + 1)));
    }
    edits.add(Edit.set(Item.TYPE, "limit"));
    edits.add(Edit.set(Item.EXPIRES, start.plusSeconds(length).plus(KEPT).getEpochSecond()));
    WriteResult result =
        table.update(
            Keys.limit(subject, start), edits, Condition.all(room.toArray(Condition[]::new)));
    return result.map(
        done -> new Taken.Allowed(),
        refused -> new Taken.Refused(usedUp(refused, count, budgets).name(), left));
  }

  /** The first one in the caller's order: an integration is told before its organisation. */
  private static Budget usedUp(WriteResult.Refused refused, long count, Budget... budgets) {
    Item found = refused.found();
    for (Budget budget : budgets) {
      if (found != null && found.number(counter(budget), 0) > budget.limit() - count) {
        return budget;
      }
    }
    throw new IllegalStateException("Refused although every budget has room");
  }

  private static String counter(Budget budget) {
    return "n:" + budget.name();
  }

  /** Windows of different subjects start at different seconds, so that not all end at once. */
  private static Instant windowStart(String subject, long length, Instant now) {
    int hash = ByteBuffer.wrap(Keys.sha256(subject.getBytes(UTF_8))).getInt();
    long offset = Math.floorMod((long) hash, length);
    long second = now.getEpochSecond() - offset;
    return Instant.ofEpochSecond(Math.floorDiv(second, length) * length + offset);
  }
}
