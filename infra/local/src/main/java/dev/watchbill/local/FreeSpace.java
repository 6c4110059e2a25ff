package dev.watchbill.local;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The room that is left on the disk of the data folder.
 *
 * <p>That nothing acknowledged is lost does not hang on it: a transaction that the disk has no room
 * for is refused by the database itself ({@code KeptPromises}). The margin is there so that it does
 * not come to that: a request that is let in can be finished, a job is not tried in vain until its
 * timer is parked, and whoever runs this is told while there is still room to work in. What a
 * single request writes is its body of at most 6 MB and the copy that the database keeps of the
 * pages it changes; ten of the largest fit into the margin, and the few that come at the same time
 * on top of those are refused by the database.
 */
final class FreeSpace {

  /** Room is looked at as the disk tells it; a test has a disk of its own. */
  interface Disk {
    /** Bytes that this process may still write. */
    long usable() throws IOException;

    /** Bytes of the whole disk. */
    long total() throws IOException;

    static Disk of(Path folder) throws IOException {
      FileStore store = Files.getFileStore(folder);
      return new Disk() {
        @Override
        public long usable() throws IOException {
          return store.getUsableSpace();
        }

        @Override
        public long total() throws IOException {
          return store.getTotalSpace();
        }
      };
    }
  }

  private static final long MOST_MARGIN = 64L * 1024 * 1024;

  /** Of a disk that is smaller than a gigabyte, a sixteenth. */
  private static final int SHARE = 16;

  private final Path folder;
  private final Disk disk;
  private final Consumer<String> log;
  private final AtomicBoolean tight = new AtomicBoolean();

  FreeSpace(Path folder, Disk disk, Consumer<String> log) {
    this.folder = folder;
    this.disk = disk;
    this.log = log;
  }

  /**
   * Looks, and says in the log when it begins to be too little and when there is room again: then a
   * quarter more than the margin must be free, so that it does not come and go.
   *
   * @return what to tell those who are refused, or empty while there is room
   */
  Optional<String> obstacle() {
    Optional<String> shortage = shortage();
    if (shortage.isPresent() && tight.compareAndSet(false, true)) {
      log.accept("watchbill: " + shortage.get() + "; everything gets 503 until there is room");
    }
    if (shortage.isEmpty() && tight.compareAndSet(true, false)) {
      log.accept("watchbill: the disk of " + folder + " has room again; serving");
    }
    return shortage;
  }

  /** The same without a word in the log. */
  Optional<String> shortage() {
    try {
      long usable = disk.usable();
      long margin = Math.min(MOST_MARGIN, disk.total() / SHARE);
      if (usable >= (tight.get() ? margin + margin / 4 : margin)) return Optional.empty();
      return Optional.of(
          "the disk of %s is full: %s free, and Watchbill keeps %s clear"
              .formatted(folder, size(usable), size(margin)));
    } catch (IOException e) {
      return Optional.of("the disk of " + folder + " cannot be looked at: " + e.getMessage());
    }
  }

  private static String size(long bytes) {
    return bytes < 1024 * 1024
        ? bytes / 1024 + " KB"
        : String.format(Locale.ROOT, "%.1f MB", bytes / (1024.0 * 1024));
  }
}
