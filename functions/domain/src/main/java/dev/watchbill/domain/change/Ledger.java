package dev.watchbill.domain.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.timer.Timer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/*
 * A hash chain: every entry carries the SHA-256 of its own content and of the entry before it, and the subject's own row carries
 * the number and hash of the newest. Changing an entry breaks its hash, removing one breaks the next, and removing the newest ones
 * breaks the head. An attacker who may rewrite the whole table can of course write a new chain; this finds accidents and single edits.
 */
/** The story of one alert group as numbered, hash-chained entries. */
public final class Ledger {

  /** The newest entry's number and hash; {@link #EMPTY} before the first. */
  public record Head(long count, String hash) {
    public static final Head EMPTY = new Head(0, "");
  }

  /** One stored decision. {@code number} counts from 1; {@code hash} is lower-case hexadecimal. */
  public record Entry(
      long number, Instant at, Decision decision, String previousHash, String hash) {}

  /** The entries that follow the head, one per decision. */
  public static List<Entry> append(Head head, Instant at, List<Decision> decisions) {
    List<Entry> entries = new ArrayList<>(decisions.size());
    Head last = head;
    for (Decision decision : decisions) {
      String hash = hash(last.count() + 1, at, decision, last.hash());
      entries.add(new Entry(last.count() + 1, at, decision, last.hash(), hash));
      last = new Head(last.count() + 1, hash);
    }
    return entries;
  }

  /** The head after these entries. */
  public static Head headAfter(Head head, List<Entry> entries) {
    if (entries.isEmpty()) return head;
    Entry last = entries.getLast();
    return new Head(last.number(), last.hash());
  }

  /**
   * What is wrong with a story, in words naming the entry; empty when nothing was removed or
   * changed.
   */
  public static List<String> verify(List<Entry> story, Head head) {
    List<String> problems = new ArrayList<>();
    Head last = Head.EMPTY;
    for (Entry entry : story) {
      if (entry.number() != last.count() + 1) {
        problems.add("entry " + (last.count() + 1) + " is missing");
      } else if (!entry.previousHash().equals(last.hash())) {
        problems.add("entry " + entry.number() + " does not follow the one before it");
      }
      String hash = hash(entry.number(), entry.at(), entry.decision(), entry.previousHash());
      if (!entry.hash().equals(hash)) problems.add("entry " + entry.number() + " was changed");
      last = new Head(entry.number(), entry.hash());
    }
    if (last.count() < head.count()) {
      problems.add("entries " + (last.count() + 1) + " to " + head.count() + " are missing");
    } else if (!last.equals(head)) {
      problems.add("the newest entry is not the one the group knows");
    }
    return problems;
  }

  private static String hash(long number, Instant at, Decision decision, String previousHash) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      put(digest, previousHash);
      put(digest, Long.toString(number));
      put(digest, Timer.sortable(at));
      put(digest, decision.kind());
      put(digest, decision.actor().text());
      put(digest, decision.reason());
      decision
          .inputs()
          .forEach(
              (name, value) -> {
                put(digest, name);
                put(digest, value);
              });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Length first, so that no two different contents give the same bytes. */
  private static void put(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    digest.update((bytes.length + ":").getBytes(UTF_8));
    digest.update(bytes);
  }

  private Ledger() {}
}
