package dev.watchbill.handlers.oncall;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.DamagedRows;
import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.UnreadableRow;
import dev.watchbill.domain.org.ApiToken;
import dev.watchbill.domain.org.ApiTokens;
import dev.watchbill.domain.org.Limits;
import dev.watchbill.domain.org.Limits.Budget;
import dev.watchbill.domain.org.Limits.Taken;
import dev.watchbill.domain.org.Organization;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.handlers.http.Credentials;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what: negotiation, authentication, permission and throttling, in this order (spec
 * oncall-api §1.2 to §1.5). A token is looked up at every request, so that a revoked one stops
 * working at once.
 */
public final class OnCallGate {
  private static final Duration NOTE_USE_EVERY = Duration.ofMinutes(5);

  private final ApiTokens tokens;
  private final Users users;
  private final Organizations organizations;
  private final Limits limits;
  private final DamagedRows damagedRows;
  private final Settings settings;
  private final InstantSource clock;

  @Inject
  OnCallGate(
      ApiTokens tokens,
      Users users,
      Organizations organizations,
      Limits limits,
      DamagedRows damagedRows,
      Settings settings,
      InstantSource clock) {
    this.tokens = tokens;
    this.users = users;
    this.organizations = organizations;
    this.limits = limits;
    this.damagedRows = damagedRows;
    this.settings = settings;
    this.clock = clock;
  }

  /** What the gate says. */
  public sealed interface Entry {
    record Admitted(Call call) implements Entry {}

    record Turned(Problem problem) implements Entry {}
  }

  /** How often; each name is a bucket of its own, shared by all tokens of a user. */
  public enum Throttle {
    PUBLIC_API(300),
    INFO(100),
    PHONE(60);

    private final int perMinute;

    Throttle(int perMinute) {
      this.perMinute = perMinute;
    }
  }

  /** Lets a request in if its user's role covers the needed one; NONE = anybody with a token. */
  public Entry enter(Request request, Role needed, Throttle throttle) {
    Problem refusal = negotiate(request);
    if (refusal != null) return new Entry.Turned(refusal);
    Optional<ApiToken> token = token(request);
    if (token.isEmpty()) return invalidToken();
    Optional<User> user = users.find(token.get().org(), token.get().userId());
    Optional<Organization> organization = organizations.find(token.get().org());
    if (organization.isEmpty()) return new Entry.Turned(new Problem.NotFound());
    if (user.isEmpty()) return invalidToken();
    if (needed != Role.NONE && !user.get().role().covers(needed)) {
      return new Entry.Turned(
          new Problem.Forbidden("You do not have permission to perform this action."));
    }
    Instant now = clock.instant();
    if (settings.limited()) {
      Taken taken =
          limits.take(
              "api#" + user.get().org() + "#" + user.get().id() + "#" + throttle.name(),
              Duration.ofMinutes(1),
              now,
              new Budget(LetterCase.lower(throttle.name()), throttle.perMinute));
      if (taken instanceof Taken.Refused refused) {
        return new Entry.Turned(new Problem.Throttled(refused.retryAfter()));
      }
    }
    noteUse(token.get(), now);
    return new Entry.Admitted(
        new Call(request, new Caller(user.get(), organization.get().first())));
  }

  /** Removes a row that nobody can read any more, and so nobody can delete as others are. */
  void discard(UnreadableRow row) {
    damagedRows.discard(row);
  }

  /** SHA-256 in lower-case hexadecimal: the only form in which a token is kept. */
  public static String hash(String token) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static @Nullable Problem negotiate(Request request) {
    String format = request.parameter("format");
    if (format != null && !format.equals("json") && !format.equals("api")) {
      return new Problem.NotFound();
    }
    String accept = request.header("accept");
    if (accept == null || accept.isBlank()) return null;
    for (String range : accept.split(",", -1)) {
      String type = LetterCase.lower(range.split(";", -1)[0].strip());
      switch (type) {
        case "*/*", "application/*", "application/json", "text/html", "text/*" -> {
          return null;
        }
        default -> {}
      }
    }
    return new Problem.NotAcceptable();
  }

  private Optional<ApiToken> token(Request request) {
    return Credentials.of(request).candidates().stream()
        .flatMap(text -> tokens.byHash(hash(text)).stream())
        .findFirst();
  }

  private static Entry invalidToken() {
    return new Entry.Turned(new Problem.Forbidden("Invalid token."));
  }

  private void noteUse(ApiToken token, Instant now) {
    Instant last = token.lastUsed();
    if (last == null || last.plus(NOTE_USE_EVERY).isBefore(now)) tokens.used(token, now);
  }
}
