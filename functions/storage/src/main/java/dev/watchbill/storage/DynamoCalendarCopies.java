package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;
import static dev.watchbill.storage.Condition.versionIs;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.schedule.CalendarCopies;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/*
 * A copy is compressed and cut into parts, because a row holds less than 400 KB. The parts are written first, under names of their
 * own; then one conditional write makes them the copy that counts; then the older parts go. A crash before that write leaves the old
 * copy, a crash after it leaves old parts, which the next copy removes.
 *
 * Names contain the version that the copy will have and a digest of its content. So of two who keep different copies at once neither
 * writes into the other's parts, and whoever removes old parts, however late, removes only those of versions before its own.
 */
/** Copies of calendars in the table. */
public final class DynamoCalendarCopies implements CalendarCopies {

  static final int PART_BYTES = 350 * 1024;

  private static final int TRIES = 10;

  private final Table table;

  public DynamoCalendarCopies(Table table) {
    this.table = table;
  }

  @Override
  public Optional<Copy> find(String org, String schedule, String url) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Item> current = table.get(ScheduleKeys.calendar(org, schedule, url));
      if (current.isEmpty()) return Optional.empty();
      // One that cannot be read is reported, and is as good as none: it is fetched again.
      Optional<Optional<Copy>> read =
          Readable.of(table, current.get(), item -> whole(org, schedule, url, item));
      if (read.isEmpty()) return Optional.empty();
      if (read.get().isPresent()) return read.get();
      // Replaced between the two reads: the newer one is there by now.
    }
    // Forgotten while it was kept again: fetched anew, it replaces what is left.
    return Optional.empty();
  }

  /** Empty when its parts are not there. */
  private Optional<Copy> whole(String org, String schedule, String url, Item current) {
    List<Item> parts = table.getAll(partKeys(org, schedule, url, current));
    return parts.size() == current.requiredNumber("parts")
        ? Optional.of(copy(current, parts))
        : Optional.empty();
  }

  private static List<Key> partKeys(String org, String schedule, String url, Item current) {
    String name = ScheduleKeys.parts(url, current.version(), current.requiredText("digest"));
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < current.requiredNumber("parts"); i++) {
      keys.add(ScheduleKeys.part(org, schedule, name, i));
    }
    return keys;
  }

  private static Copy copy(Item current, List<Item> parts) {
    var whole = new ByteArrayOutputStream();
    for (Item part : parts) {
      if (part.bytes("bytes") instanceof byte[] bytes) whole.writeBytes(bytes);
    }
    return new Copy(
        expanded(whole.toByteArray()), current.text("etag"), current.text("lastModified"));
  }

  @Override
  public void keep(String org, String schedule, String url, Copy copy) {
    byte[] bytes = compressed(copy.text());
    String digest = HexFormat.of().formatHex(Keys.sha256(bytes)).substring(0, 32);
    Key key = ScheduleKeys.calendar(org, schedule, url);
    for (int i = 0; i < TRIES; i++) {
      Optional<Item> before = table.get(key);
      long version = before.map(Item::version).orElse(0L) + 1;
      String name = ScheduleKeys.parts(url, version, digest);
      List<Write.Put> parts = parts(org, schedule, name, bytes);
      for (Write.Put part : parts) table.put(part.item(), null);
      Item current =
          Item.at(key, "calendar")
              .version(version)
              .set("digest", digest)
              .set("parts", parts.size())
              .set("etag", copy.etag())
              .set("lastModified", copy.lastModified())
              .build();
      Condition same = before.isEmpty() ? absent() : versionIs(version - 1);
      if (table.transact(List.of(Write.put(current, same))).done()) {
        removeOlder(org, schedule, url, name);
        return;
      }
    }
    throw new IllegalStateException("a calendar that changes all the time");
  }

  @Override
  public void forget(String org, String schedule, String url) {
    Query all = Query.of(ScheduleKeys.partition(org, schedule)).prefix(ScheduleKeys.parts(url));
    List<Item> parts = ConfigRows.items(table, all);
    Key key = ScheduleKeys.calendar(org, schedule, url);
    Optional<Item> current = table.get(key);
    // First the row that makes them count, unless somebody has kept another copy since.
    if (current.isPresent()) {
      Write drop = Write.delete(key, versionIs(current.get().version()));
      if (!table.transact(List.of(drop)).done()) return;
    }
    for (Item part : parts) table.delete(part.key(), null);
  }

  private static List<Write.Put> parts(String org, String schedule, String name, byte[] bytes) {
    List<Write.Put> parts = new ArrayList<>();
    for (int from = 0; from < bytes.length; from += PART_BYTES) {
      byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PART_BYTES));
      Key key = ScheduleKeys.part(org, schedule, name, parts.size());
      parts.add(new Write.Put(Item.at(key, "calendar part").set("bytes", part).build(), null));
    }
    return parts;
  }

  /** Also what lost races and crashes have left; those of later versions sort behind. */
  private void removeOlder(String org, String schedule, String url, String name) {
    String all = ScheduleKeys.parts(url);
    String version = name.substring(0, name.lastIndexOf('-'));
    Query older =
        Query.of(ScheduleKeys.partition(org, schedule))
            .between(all, version + "." /* follows '-' */);
    for (Item part : ConfigRows.items(table, older)) {
      if (!part.key().sk().startsWith(name)) table.delete(part.key(), null);
    }
  }

  private static byte[] compressed(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // into memory
    }
    return bytes.toByteArray();
  }

  private static String expanded(byte[] bytes) {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(gzip.readAllBytes(), UTF_8); // our own, and bounded when it was kept
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
