package dev.watchbill.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/**
 * Every key of the table, and the numbers that growth would change. A key of an organisation's item
 * contains the organisation's id, so no id of another organisation can lead to it.
 */
final class Keys {

  /**
   * Rows over which one counter of groups is spread: every opening and every change of state counts
   * in its transaction, and transactions on one row collide.
   */
  static final int COUNTER_SHARDS = 4;

  /** Sort key of an item that is alone in its partition. */
  private static final String ALONE = "-";

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuuMMdd").withZone(ZoneOffset.UTC);
  private static final int ID_LENGTH = 64;

  private Keys() {}

  /**
   * Whether a text can be an id at all. What a caller sends as one is checked before it becomes
   * part of a key: a {@code #} could name another item, and a key has a greatest length.
   */
  static boolean isId(String text) {
    if (text.isEmpty() || text.length() > ID_LENGTH) return false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
      if (!plain && c != '_') return false;
    }
    return true;
  }

  // Organisations and configuration

  static final String ORGANIZATIONS = "ORGS";

  static Key organization(String id) {
    return new Key(ORGANIZATIONS, id);
  }

  /** Stands for the deployment where a key begins with an organisation. No id is empty. */
  static final String NO_ORGANIZATION = "";

  /** What the key of secrets is checked against. */
  static Key keyCheck() {
    return new Key("KEY", ALONE);
  }

  /** From an organisation's number to its id. */
  static Key organizationNumber(long number) {
    return new Key("UNIQUE#organization-number#" + number, ALONE);
  }

  /** Held by the organisation that the deployment made for itself. */
  static Key firstOrganization() {
    return new Key("UNIQUE#first-organization", ALONE);
  }

  static Key counter(String org, String name) {
    return new Key("ORG#" + org + "#counters", name);
  }

  static String rows(String org, String kind) {
    return "ORG#" + org + "#" + kind;
  }

  static Key row(String org, String kind, String id) {
    return new Key(rows(org, kind), id);
  }

  /** A name that only one row of the organisation may have. */
  static Key uniqueName(String org, String kind, String name) {
    return new Key("UNIQUE#" + kind + "#" + sha256(org + "\0" + name), ALONE);
  }

  /** All notification objects of an organisation. */
  static Key notifications(String org) {
    return row(org, "notifications", ALONE);
  }

  static Key folder(String org, String uid) {
    return row(org, "folder", uid);
  }

  static String ruleGroups(String org) {
    return rows(org, "rule-group");
  }

  /** The first row of a group; what does not fit follows it directly. */
  static Key ruleGroup(String org, String folderUid, String title) {
    return new Key(ruleGroups(org), folderUid + "#" + sha256(title).substring(0, 32));
  }

  static Key continued(Key first, int n) {
    return new Key(first.pk(), first.sk() + "#" + (n < 10 ? "0" : "") + n);
  }

  /** The sort key of the first row of the group that a row belongs to. */
  static String ruleGroupOf(String sk) {
    int more = sk.indexOf('#', sk.indexOf('#') + 1);
    return more < 0 ? sk : sk.substring(0, more);
  }

  static String ruleDirectory(String org) {
    return rows(org, "rule-directory");
  }

  /** Which rules a group has. */
  static Key ruleDirectory(Key group, String org) {
    return new Key(ruleDirectory(org), group.sk());
  }

  static Key ruleLocks(String org) {
    return row(org, "rule-locks", ALONE);
  }

  /** A secret's hash, looked up before the organisation is known. */
  static Key apiToken(String hash) {
    return new Key("UNIQUE#token#" + hash, ALONE);
  }

  static Key intake(String token) {
    return new Key("UNIQUE#intake#" + sha256(token), ALONE);
  }

  /** The same without regard to letter case, of integrations that take mail. */
  static Key mailbox(String token) {
    return new Key("UNIQUE#mailbox#" + sha256(LetterCase.lower(token)), ALONE);
  }

  /** Whether every integration that takes mail has its {@link #mailbox}. */
  static Key mailboxes() {
    return new Key("MAILBOXES", ALONE);
  }

  static Key route(String org, String routeId) {
    return row(org, "route", routeId);
  }

  /** Written by whoever makes a token of the user. */
  static Key tokensOf(String org, String user) {
    return row(org, "tokens-of", user);
  }

  static Key exportToken(String hash) {
    return new Key("UNIQUE#export#" + hash, ALONE);
  }

  // Schedules

  static final String PAST_PREFIX = "PAST#";
  static final String SWAP_PREFIX = "SWAP#";

  /** What decides who is on call by a schedule beside its shifts: its past, and taken swaps. */
  static String rotaPartition(String org, String schedule) {
    return "ROTA#" + org + "#" + schedule;
  }

  /** What is left of the past of a shift, by its end: a question leaves out what ended before. */
  static Key past(String org, String schedule, Instant end, String shift) {
    return new Key(rotaPartition(org, schedule), PAST_PREFIX + Values.text(end) + "#" + shift);
  }

  static Key takenSwap(String org, String schedule, Instant end, String swap) {
    return new Key(rotaPartition(org, schedule), SWAP_PREFIX + Values.text(end) + "#" + swap);
  }

  // Alert groups and alerts

  static final String GROUP_ROW = ALONE;
  static final String ALERT_PREFIX = "ALERT#";
  static final String LOG_PREFIX = "LOG#";

  /** Everything of one group. */
  static String groupPartition(String org, String id) {
    return "GROUP#" + org + "#" + id;
  }

  static Key group(String org, String id) {
    return new Key(groupPartition(org, id), GROUP_ROW);
  }

  /** What the remover of a deleted group has to know. */
  static Key groupRemains(String org, String id) {
    return new Key(groupPartition(org, id), "REMAINS");
  }

  static Key alert(String org, String groupId, String alertId) {
    return new Key(groupPartition(org, groupId), ALERT_PREFIX + alertId);
  }

  /** Beside its group, whose story is one query. */
  static Key escalation(String org, String groupId) {
    return new Key(groupPartition(org, groupId), "ESCALATION");
  }

  static final String PAGING_PREFIX = "PAGING#";

  static Key paging(String org, String groupId, String userId) {
    return new Key(groupPartition(org, groupId), PAGING_PREFIX + userId);
  }

  static final String ESCALATION_LOG_PREFIX = "LOGE#";
  static final String PAGING_LOG_PREFIX = "LOGP#";

  /** Decisions about the escalation of a group. */
  static Key escalationLog(String org, String groupId, long number) {
    return new Key(groupPartition(org, groupId), ESCALATION_LOG_PREFIX + digits(number));
  }

  /** Decisions about a person who is paged for a group. */
  static Key pagingLog(String org, String groupId, String userId, long number) {
    return new Key(groupPartition(org, groupId), PAGING_LOG_PREFIX + userId + "#" + digits(number));
  }

  static final String DELIVERY_PREFIX = "DELIVERY#";

  /** Found by its id alone, which is what a provider or an answer's link brings back. */
  static Key delivery(String id) {
    return new Key(DELIVERY_PREFIX + id, ALONE);
  }

  static final String PART_PREFIX = "PART#";

  /** A payload in parts that no alert has claimed yet. */
  static Key payload(String org, String id) {
    return new Key("PAYLOAD#" + org + "#" + id, ALONE);
  }

  static Key payloadPart(String org, String id, int part) {
    return new Key(
        payload(org, id).pk(), PART_PREFIX + (part < 10 ? "00" : part < 100 ? "0" : "") + part);
  }

  /** The decisions of one commit, by the number of the first. */
  static Key log(String org, String groupId, long number) {
    return new Key(groupPartition(org, groupId), logPlace(number));
  }

  /** Where decisions stand in the partition of their subject, by the number of the first. */
  static String logPlace(long number) {
    return LOG_PREFIX + digits(number);
  }

  private static String digits(long number) {
    String digits = Long.toString(number);
    return "0".repeat(Math.max(0, 10 - digits.length())) + digits;
  }

  /** The lock of a grouping key, and the way to its newest group. */
  /** The rows of one key, one for each route that ever had a group of it. */
  static String openPartition(String org, String integrationId, String distinction) {
    return "OPEN#" + org + "#" + integrationId + "#" + sha256(distinction);
  }

  static Key open(String org, String integrationId, String routeId, String distinction) {
    return new Key(openPartition(org, integrationId, distinction), routeId);
  }

  /**
   * Where that row is of groups that were opened by a release that kept each in a partition of its
   * own.
   */
  static Key openByRoute(String org, String integrationId, String routeId, String distinction) {
    return new Key(
        "OPEN#" + org + "#" + integrationId + "#" + sha256(routeId + "\0" + distinction), ALONE);
  }

  static String attachedPartition(String org, String root) {
    return "ATTACHED#" + org + "#" + root;
  }

  static Key attached(String org, String root, String groupId) {
    return new Key(attachedPartition(org, root), groupId);
  }

  static String countersPartition(String org) {
    return "COUNT#" + org + "#groups";
  }

  /** One counter of the groups of a state, an integration and a month. */
  static Key groupCounter(
      AlertGroup.State state, String org, String integrationId, Instant createdAt, String groupId) {
    int shard = Math.floorMod(groupId.hashCode(), COUNTER_SHARDS);
    return new Key(
        countersPartition(org), state + "#" + integrationId + "#" + month(createdAt) + "#" + shard);
  }

  /** Index 1: the groups of a state that began in a month. */
  static String stateList(String org, AlertGroup.State state, YearMonth month) {
    return "GROUPS#" + org + "#" + state + "#" + month;
  }

  /** Index 2: the groups of a state and an integration. */
  static String integrationList(String org, AlertGroup.State state, String integrationId) {
    return "GROUPS#" + org + "#" + state + "#" + integrationId;
  }

  /**
   * Where a group stands in index 1. The integration comes last, so that a walk can leave out other
   * integrations without reading their groups.
   */
  static String statePlace(Instant createdAt, String groupId, String integrationId) {
    return Values.text(createdAt) + "#" + groupId + "#" + integrationId;
  }

  /** The integration in a {@link #statePlace}. */
  static String integrationOf(String statePlace) {
    return statePlace.substring(statePlace.lastIndexOf('#') + 1);
  }

  /** Where a group stands in index 2. */
  static String integrationPlace(Instant createdAt, String groupId) {
    return Values.text(createdAt) + "#" + groupId;
  }

  /** The first place in either index of a group that began at the instant. */
  static String placesFrom(Instant from) {
    return Values.text(from);
  }

  /** Behind every place of a group that began at the instant: {@code $} follows {@code #}. */
  static String placesUpTo(Instant to) {
    return Values.text(to) + "$";
  }

  static YearMonth month(Instant instant) {
    return YearMonth.from(instant.atOffset(ZoneOffset.UTC));
  }

  static String day(Instant instant) {
    return DAY.format(instant);
  }

  /** Which days have alerts. */
  static String alertDaysPartition(String org) {
    return "ALERTDAYS#" + org;
  }

  static Key alertDay(String org, String day) {
    return new Key(alertDaysPartition(org), day);
  }

  static String alertsPartition(String org, String day) {
    return "ALERTS#" + org + "#" + day;
  }

  /** From an alert's id to its group. */
  static Key alertPointer(String org, String day, String alertId) {
    return new Key(alertsPartition(org, day), alertId);
  }

  // Timers and limits

  static String timersPartition(TimerKind kind, int shard) {
    return "TIMER#" + kind.slug() + "#" + shard;
  }

  static Key timer(Timer timer) {
    return new Key(timersPartition(timer.kind(), timer.shard()), timer.reference());
  }

  static String parkedPartition(String org) {
    return "PARKED#" + org;
  }

  static Key parked(Timer timer) {
    return new Key(parkedPartition(timer.org()), timer.message());
  }

  static Key limit(String subject, Instant windowStart) {
    return new Key("LIMIT#" + subject, Values.text(windowStart));
  }

  /** Lower-case hexadecimal. */
  static String sha256(String text) {
    return HexFormat.of().formatHex(sha256(text.getBytes(UTF_8)));
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
