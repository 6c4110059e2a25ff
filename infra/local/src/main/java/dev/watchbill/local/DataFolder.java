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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The folder of the data, held by one runner at a time. Holds the database, the key of stored
 * secrets and the token of the first admin, so that a second start prints the same token.
 */
final class DataFolder implements AutoCloseable {

  private static final String LAYOUT = "watchbill 1\n";
  private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int KEY_BYTES = 32;

  /** What DynamoDB Local names its file. */
  private static final String DATABASE = "shared-local-instance.db";

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
      closeToOthers(folder);
      DataFolder opened = new DataFolder(folder, lock, dataKey(folder.resolve("data.key")));
      lock = null;
      return opened;
    } catch (IOException e) {
      throw unusable(folder, e);
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

  /** The room on its disk; empty when nothing is kept. */
  Optional<FreeSpace> space(Consumer<String> log) {
    if (folder == null) return Optional.empty();
    try {
      return Optional.of(new FreeSpace(folder, FreeSpace.Disk.of(folder), log));
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /**
   * The token of the first admin.
   *
   * @param replaced those that were it before and must not work any more
   */
  record Token(String text, List<String> replaced) {
    Token {
      replaced = List.copyOf(replaced);
    }
  }

  /**
   * The wanted token, or the one of the last start, or a new one. The file names it first, and
   * below it those it replaces until {@link #keep}: whoever dies in between finds them there.
   */
  Token token(@Nullable String wanted) {
    if (folder == null) return new Token(wanted == null ? hex(random()) : wanted, List.of());
    Path file = folder.resolve("token");
    try {
      List<String> known = new ArrayList<>();
      if (Files.exists(file)) Files.readString(file).strip().lines().forEach(known::add);
      known.removeIf(String::isEmpty);
      String text = wanted;
      if (text == null) text = known.isEmpty() ? hex(random()) : known.getFirst();
      if (text.length() < Settings.SHORTEST_TOKEN) {
        throw new StartRefused(
            "the token in %s has less than %d characters; set WATCHBILL_TOKEN to a longer one"
                .formatted(file, Settings.SHORTEST_TOKEN));
      }
      known.remove(text);
      Token token = new Token(text, known);
      write(token, known);
      return token;
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /** The token works and those that it replaces do not any more. */
  void keep(Token token) {
    try {
      if (!token.replaced().isEmpty()) write(token, List.of());
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  private void write(Token token, List<String> replaced) throws IOException {
    if (folder == null) return;
    List<String> lines = new ArrayList<>(replaced);
    lines.addFirst(token.text());
    writeOnce(folder.resolve("token"), String.join("\n", lines) + "\n");
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

  /**
   * Readable by their owner only: the folders, and every file. The database's own other files take
   * the rights of the first, which is therefore made here.
   */
  private static void closeToOthers(Path folder) throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) return;
    Path database = Files.createDirectories(folder.resolve("dynamodb")).resolve(DATABASE);
    if (!Files.exists(database)) Files.createFile(database);
    try (var all = Files.walk(folder)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        String rights = Files.isDirectory(each) ? "rwx------" : "rw-------";
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString(rights));
      }
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
    Path database = folder.resolve("dynamodb").resolve(DATABASE);
    if (Files.exists(database) && Files.size(database) > 0) {
      try (InputStream in = Files.newInputStream(database)) {
        if (!Arrays.equals(in.readNBytes(SQLITE.length), SQLITE)) {
          throw damaged(folder, "its database is not one");
        }
      }
    }
  }

  private static byte[] dataKey(Path file) throws IOException {
    if (!Files.exists(file)) writeOnce(file, hex(random()) + "\n");
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

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static StartRefused unusable(@Nullable Path folder, IOException e) {
    return new StartRefused("cannot use the data folder " + folder + ": " + reason(e));
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
