package dev.watchbill.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder of the data, held by one runner at a time. Holds the database, the key of stored
 * secrets and the token of the first admin, so that a second start prints the same token.
 */
final class DataFolder implements AutoCloseable {

  private static final String LAYOUT = "watchbill 1\n";
  private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int KEY_BYTES = 32;

  private final @Nullable Path folder;
  private final @Nullable FileChannel lock;
  private final byte[] dataKey;

  private DataFolder(@Nullable Path folder, @Nullable FileChannel lock, byte[] dataKey) {
    this.folder = folder;
    this.lock = lock;
    this.dataKey = dataKey;
  }

  /** Nothing is kept. */
  static DataFolder inMemory() {
    return new DataFolder(null, null, random());
  }

  /**
   * Opens the folder, making it if need be, and locks it.
   *
   * @throws StartRefused when it is in use, is no data folder, or is damaged
   */
  static DataFolder open(Path folder) {
    FileChannel lock = null;
    try {
      boolean fresh = makeFolder(folder);
      lock = lock(folder);
      if (fresh) writeOnce(folder.resolve("layout"), LAYOUT);
      check(folder);
      DataFolder opened = new DataFolder(folder, lock, dataKey(folder.resolve("data.key")));
      lock = null;
      return opened;
    } catch (IOException e) {
      throw new StartRefused("cannot use the data folder " + folder + ": " + reason(e));
    } finally {
      release(lock);
    }
  }

  Optional<Path> database() {
    return Optional.ofNullable(folder).map(root -> root.resolve("dynamodb"));
  }

  byte[] dataKey() {
    return dataKey.clone();
  }

  /** The wanted token, or the one of the last start, or a new one; kept for the next start. */
  String token(@Nullable String wanted) {
    if (folder == null) return wanted == null ? HexFormat.of().formatHex(random()) : wanted;
    Path file = folder.resolve("token");
    try {
      String kept = Files.exists(file) ? Files.readString(file).strip() : "";
      if (kept.equals(wanted) || (wanted == null && !kept.isEmpty())) return kept;
      String token = wanted == null ? HexFormat.of().formatHex(random()) : wanted;
      writeOnce(file, token + "\n");
      return token;
    } catch (IOException e) {
      throw new StartRefused("cannot use the data folder " + folder + ": " + reason(e));
    }
  }

  @Override
  public void close() {
    release(lock);
  }

  /** True when the folder has no data yet. */
  private static boolean makeFolder(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new StartRefused("the data folder " + folder + " is a file");
    }
    Files.createDirectories(folder);
    try (var entries = Files.list(folder)) {
      return entries.allMatch(entry -> entry.getFileName().toString().equals("lock"));
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock held = channel.tryLock();
      if (held != null) return channel;
    } catch (OverlappingFileLockException e) {
      // the same process holds it: as good as any other
    }
    channel.close();
    throw new StartRefused(
        "another Watchbill uses the data folder " + folder + "; stop it or set WATCHBILL_DATA");
  }

  private static void check(Path folder) throws IOException {
    Path layout = folder.resolve("layout");
    if (!Files.exists(layout)) {
      throw new StartRefused(folder + " holds other files; set WATCHBILL_DATA to another folder");
    }
    if (!Files.readString(layout, StandardCharsets.ISO_8859_1).equals(LAYOUT)) {
      throw damaged(folder, "its layout is not one this version knows");
    }
    Path database = folder.resolve("dynamodb").resolve("shared-local-instance.db");
    if (Files.exists(database) && Files.size(database) > 0) {
      try (InputStream in = Files.newInputStream(database)) {
        if (!Arrays.equals(in.readNBytes(SQLITE.length), SQLITE)) {
          throw damaged(folder, "its database is not one");
        }
      }
    }
  }

  private static byte[] dataKey(Path file) throws IOException {
    if (!Files.exists(file)) writeOnce(file, HexFormat.of().formatHex(random()) + "\n");
    String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    try {
      byte[] key = HexFormat.of().parseHex(text);
      if (key.length == KEY_BYTES) return key;
    } catch (IllegalArgumentException e) {
      throw damaged(file.getParent(), "data.key is not a key");
    }
    throw damaged(file.getParent(), "data.key is not a key");
  }

  /** Whole or not at all, and readable by its owner only. */
  private static void writeOnce(Path file, String text) throws IOException {
    Path half = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(half, "");
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rw-------"));
    }
    Files.writeString(half, text);
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] random() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  private static StartRefused damaged(@Nullable Path folder, String how) {
    return new StartRefused(
        "the data folder "
            + folder
            + " is damaged: "
            + how
            + "; move it away or set WATCHBILL_DATA");
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + " " + e.getMessage();
  }

  private static void release(@Nullable FileChannel lock) {
    if (lock == null) return;
    try {
      lock.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
