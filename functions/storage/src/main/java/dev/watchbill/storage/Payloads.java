package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.exists;
import static dev.watchbill.storage.Condition.is;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/*
 * A payload that would take its row beyond a kilobyte is deflated when that is shorter: writes cost by the kilobyte, twice so in a
 * transaction, and monitoring payloads shrink to a third. One that is too long for a row even so lies in parts in a partition of its own
 * (docs/decisions/0017), written before the alert:
 *
 *   1. one transaction: the draft, a row that says that the parts may still be claimed, and the timer that erases them in an hour
 *   2. the parts
 *   3. the transaction of the alert: its row, which names the parts, and away with the draft and its timer
 *
 * Dying before 3 leaves a timer, and nothing that anybody reads. The race is between 3 and the timer, when whoever writes slept for an
 * hour in between: erasing begins by closing the draft, and 3 happens only while it is open. Each try of an alert has parts of its own,
 * so that what erases those of one try can never meet those of another.
 */
/** Where the payloads of alerts lie. */
final class Payloads {

  /** The most bytes of a payload in one row: DynamoDB takes 400 KB, the columns may have 30. */
  static final int ROW_BYTES = 350 * 1024;

  /** When parts that no alert claimed are erased; no request lasts that long. */
  static final Duration UNCLAIMED = Duration.ofHours(1);

  private static final String PLAIN = "p";
  private static final String DEFLATED = "z";

  /** The number of characters of a payload of more than {@link #ROW_BYTES}. */
  private static final String LENGTH = "length";

  private static final String PARTS = "parts";
  private static final String COUNT = "n";
  private static final String OPEN = "open";

  /** Shorter payloads fit a row of one kilobyte as they are. */
  private static final int PLAIN_BYTES = 700;

  private static final int AT_ONCE = 100;

  /** What a payload reads as whose parts are going: its alert is wiped or erased at the moment. */
  private static final String GOING = "{}";

  private final Table table;

  Payloads(Table table) {
    this.table = table;
  }

  /**
   * Puts the payload of an alert into its row, or beside it.
   *
   * @return what must be in the transaction that puts the row
   */
  List<Write> place(Alert alert, Item.Builder row) {
    byte[] plain = alert.payload().getBytes(UTF_8);
    if (plain.length > ROW_BYTES) row.set(LENGTH, alert.payload().length());
    byte[] deflated = plain.length > PLAIN_BYTES ? Deflated.deflate(plain) : plain;
    if (deflated.length > ROW_BYTES) return inParts(alert, deflated, row);
    if (deflated.length < plain.length) row.set(DEFLATED, deflated);
    else row.set(PLAIN, alert.payload());
    return List.of();
  }

  private List<Write> inParts(Alert alert, byte[] deflated, Item.Builder row) {
    String org = alert.org();
    String id = "P" + HexFormat.of().formatHex(Unpredictable.bytes(16));
    Key draft = Keys.payload(org, id);
    Timer erase = Timer.at(TimerKind.ERASE, alert.createdAt().plus(UNCLAIMED), org, id);
    List<Item> parts = new ArrayList<>();
    for (int from = 0; from < deflated.length; from += ROW_BYTES) {
      byte[] part = Arrays.copyOfRange(deflated, from, Math.min(from + ROW_BYTES, deflated.length));
      Key key = Keys.payloadPart(org, id, parts.size());
      parts.add(Item.at(key, "payload-part").set(DEFLATED, part).build());
    }
    table.transact(
        List.of(
            Write.put(Item.at(draft, "payload-draft").set(OPEN, true).build()),
            Write.put(TimerRow.item(erase))));
    // One by one: who takes alerts in has no right to write in batches, and needs none otherwise.
    for (Item part : parts) table.put(part, null);
    row.set(PARTS, id).set(COUNT, parts.size());
    return List.of(Write.delete(draft, is(OPEN, true)), Write.delete(Keys.timer(erase)));
  }

  /** The payload of an alert's row. */
  String read(String org, Item row) {
    if (row.has(PARTS)) return joined(org, row);
    byte[] deflated = row.bytes(DEFLATED);
    return deflated == null
        ? row.requiredText(PLAIN)
        : new String(Deflated.inflate(row.key(), deflated), UTF_8);
  }

  /** How many characters it has if that is known without reading it, which it is of long ones. */
  long length(Item row) {
    return row.number(LENGTH, 0);
  }

  private String joined(String org, Item row) {
    List<Key> keys = parts(org, row);
    List<Item> parts = table.getAll(keys);
    if (parts.size() < keys.size()) return GOING;
    ByteArrayOutputStream deflated = new ByteArrayOutputStream(parts.size() * ROW_BYTES);
    for (Item part : parts) {
      byte[] bytes = part.bytes(DEFLATED);
      if (bytes == null) throw new IllegalStateException(part.key() + " has no bytes");
      deflated.writeBytes(bytes);
    }
    return new String(Deflated.inflate(row.key(), deflated.toByteArray()), UTF_8);
  }

  private static List<Key> parts(String org, Item row) {
    if (!row.has(PARTS)) return List.of();
    String id = row.requiredText(PARTS);
    return IntStream.range(0, Math.toIntExact(row.requiredNumber(COUNT)))
        .mapToObj(part -> Keys.payloadPart(org, id, part))
        .toList();
  }

  /**
   * Removes the parts that these alerts' rows name. The rows are removed or written anew after
   * that: who dies in between finds the names again.
   */
  void remove(String org, List<Item> rows) {
    List<Write> parts =
        rows.stream().flatMap(row -> parts(org, row).stream()).map(Write::delete).toList();
    if (!parts.isEmpty()) table.writeAll(parts);
  }

  /** Removes the parts that no alert has claimed. Repeatable. */
  void erase(String org, String id) {
    Key draft = Keys.payload(org, id);
    // Absent: claimed, or erased already. Closed by an earlier run, it is closed again.
    if (!table.update(draft, List.of(Edit.set(OPEN, false)), exists()).done()) return;
    Query parts = Query.of(draft.pk()).prefix(Keys.PART_PREFIX);
    Cursor next = null;
    do {
      Page page = table.query(parts.limit(AT_ONCE).after(next));
      if (!page.items().isEmpty()) {
        table.writeAll(page.items().stream().map(part -> Write.delete(part.key())).toList());
      }
      next = page.next();
    } while (next != null);
    table.delete(draft, null);
  }
}
