package dev.watchbill.domain.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.change.Row;
import dev.watchbill.domain.change.Subject;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One message to one address (spec delivery §3). Its id comes from the decision that made it: the
 * same decision always makes the same one, so that nobody is told twice by one decision.
 *
 * @param to the address as its channel spells it; the id of the webhook for outgoing webhooks
 * @param userId whom it is for; null for systems
 * @param groups the alert groups that it is about; several in a bundle
 * @param rule the word of the personal rule that caused it, {@code notify_by_sms}
 * @param run of the person's rules, so that a failure can hurry them on
 * @param direct whether somebody paged the person by name
 * @param reason a sentence: why this person, now
 * @param event what an outgoing webhook tells; empty for everything else
 * @param attempt how often sending was tried
 * @param due when it is next looked at; null when nothing more is expected
 * @param history at most {@link #HISTORY} lines, the newest ones
 */
public record Delivery(
    String id,
    String org,
    Purpose purpose,
    DeliveryChannel channel,
    String to,
    @Nullable String userId,
    List<String> groups,
    boolean important,
    @Nullable String rule,
    long run,
    boolean direct,
    String reason,
    Map<String, String> event,
    State state,
    int attempt,
    @Nullable Instant due,
    Instant deadline,
    @Nullable String provider,
    @Nullable String reference,
    List<Line> history,
    Instant createdAt,
    long version)
    implements Row {

  static final int HISTORY = 30;

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int CHARACTERS = 16;
  private static final int ID_BYTES = 10;

  /** What it is for. */
  public enum Purpose {
    PAGE,
    WEBHOOK,
    VERIFICATION,
    TEST,
    NOTICE;

    public String slug() {
      return LetterCase.lower(name());
    }

    public static Optional<Purpose> ofSlug(String slug) {
      return Arrays.stream(values()).filter(each -> each.slug().equals(slug)).findFirst();
    }
  }

  /** Where it is (spec delivery §3.1). */
  public enum State {
    PENDING,
    /** Somebody is sending it. */
    CLAIMED,
    /** The provider has it. */
    SENT,
    DELIVERED,
    FAILED,
    UNDELIVERABLE,
    /** Nobody needs it any more. */
    CANCELLED,
    /** It could not be sent in time. */
    EXPIRED,
    /** A limit, or something that is not configured, kept it from being sent. */
    SUPPRESSED;

    public String slug() {
      return LetterCase.lower(name());
    }

    public static Optional<State> ofSlug(String slug) {
      return Arrays.stream(values()).filter(each -> each.slug().equals(slug)).findFirst();
    }
  }

  /** One line of its history. */
  public record Line(Instant at, String what, @Nullable String code) {}

  public Delivery {
    groups = List.copyOf(groups);
    event = Map.copyOf(event);
    history = List.copyOf(history);
  }

  /** Words of its own. */
  private static final String TEXT = "text";

  /**
   * A message to one person in words of its own.
   *
   * @param to the address as its channel spells it, or the id of one that is a key
   * @param groups the alert groups that its link answers for; empty = it has none
   */
  public static Delivery plain(
      String id,
      String org,
      Purpose purpose,
      DeliveryChannel channel,
      String to,
      String userId,
      List<String> groups,
      String text,
      String reason,
      Instant now) {
    return new Delivery(
        id,
        org,
        purpose,
        channel,
        to,
        userId,
        groups,
        false,
        null,
        0,
        false,
        reason,
        Map.of(TEXT, text),
        State.PENDING,
        0,
        now,
        now.plus(Attempts.usefulFor(channel)),
        null,
        null,
        List.of(),
        now,
        0);
  }

  /** That the webhooks behind this one are still to be told. */
  private static final String MORE = "more";

  /**
   * What a webhook is told.
   *
   * @param webhook its id
   * @param event what happened, in short texts
   */
  public static Delivery toWebhook(
      String id, String org, String webhook, String group, Map<String, String> event, Instant now) {
    return new Delivery(
        id,
        org,
        Purpose.WEBHOOK,
        DeliveryChannel.WEBHOOK,
        webhook,
        null,
        List.of(group),
        false,
        null,
        0,
        false,
        "an outgoing webhook",
        event,
        State.PENDING,
        0,
        now,
        now.plus(Attempts.usefulFor(DeliveryChannel.WEBHOOK)),
        null,
        null,
        List.of(),
        now,
        0);
  }

  public boolean moreToCome() {
    return event.containsKey(MORE);
  }

  public Delivery withMoreToCome() {
    Map<String, String> more = new HashMap<>(event);
    more.put(MORE, "1");
    return telling(more);
  }

  public Delivery withoutMore() {
    Map<String, String> less = new HashMap<>(event);
    less.remove(MORE);
    return telling(less);
  }

  private Delivery telling(Map<String, String> what) {
    return new Delivery(
        id, org, purpose, channel, to, userId, groups, important, rule, run, direct, reason, what,
        state, attempt, due, deadline, provider, reference, history, createdAt, version);
  }

  /** Its own words; empty when it says what its alert groups are. */
  public Optional<String> text() {
    return Optional.ofNullable(event.get(TEXT));
  }

  @Override
  public Subject subject() {
    return new Subject(Subject.Kind.DELIVERY, org, id);
  }

  /** The only alert group that it is about; null when there is none, or are several. */
  public @Nullable String group() {
    return groups.size() == 1 ? groups.getFirst() : null;
  }

  /** What looks at it next; null when nothing more is expected. */
  public @Nullable Timer timer() {
    return due == null ? null : Timer.at(TimerKind.DELIVERY, due, org, id);
  }

  /** Of whoever can still wait for the first attempt. */
  public boolean pending() {
    return state == State.PENDING;
  }

  Delivery in(State next, int tries, @Nullable Instant when, Line line) {
    return in(next, tries, when, line, provider, reference, groups);
  }

  Delivery in(
      State next,
      int tries,
      @Nullable Instant when,
      Line line,
      @Nullable String by,
      @Nullable String ref,
      List<String> about) {
    List<Line> lines = new ArrayList<>(history);
    lines.add(line);
    List<Line> kept = lines.subList(Math.max(0, lines.size() - HISTORY), lines.size());
    return new Delivery(
        id, org, purpose, channel, to, userId, about, important, rule, run, direct, reason, event,
        next, tries, when, deadline, by, ref, kept, createdAt, version);
  }

  /** The id that a decision gives its message, from what tells it from all others. */
  public static String id(String org, String... decision) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((org.length() + ":" + org).getBytes(UTF_8));
      for (String part : decision) digest.update((part.length() + ":" + part).getBytes(UTF_8));
      return idOf(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The id in the first 80 bits. */
  static String idOf(byte[] bytes) {
    BigInteger bits = new BigInteger(1, Arrays.copyOf(bytes, ID_BYTES));
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < CHARACTERS; i++) {
      id.append(ALPHABET.charAt(bits.intValue() & 31));
      bits = bits.shiftRight(5);
    }
    return "D" + id.reverse();
  }

  /** The 80 bits of an id. */
  static byte[] bytes(String id) {
    BigInteger bits = BigInteger.ZERO;
    for (int i = 1; i <= CHARACTERS; i++) {
      bits = bits.shiftLeft(5).or(BigInteger.valueOf(ALPHABET.indexOf(id.charAt(i))));
    }
    byte[] bytes = new byte[ID_BYTES];
    byte[] whole = bits.toByteArray();
    for (int i = 0; i < Math.min(whole.length, ID_BYTES); i++) {
      bytes[ID_BYTES - 1 - i] = whole[whole.length - 1 - i];
    }
    return bytes;
  }
}
