package dev.watchbill.handlers.grafana;

import dev.watchbill.domain.DamagedRows;
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
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import dev.watchbill.handlers.oncall.OnCallGate;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what in the Grafana dialects (spec grafana-alerting §1.2 to §1.4). The tokens are the
 * ones of every dialect. There are no passwords and no sessions.
 */
public final class GrafanaGate {
  private static final Duration NOTE_USE_EVERY = Duration.ofMinutes(5);

  /**
   * Requests a minute of one user, over all of these dialects and functions. A plan of Terraform
   * over some thousand resources stays below it: it asks ten at a time.
   */
  private static final Budget PER_MINUTE = new Budget("grafana", 6_000);

  private final ApiTokens tokens;
  private final Users users;
  private final Organizations organizations;
  private final Limits limits;
  private final DamagedRows damagedRows;
  private final Settings settings;
  private final InstantSource clock;

  @Inject
  GrafanaGate(
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

    record Turned(Response response) implements Entry {}
  }

  /** Lets a request in if its caller has the permission; null = any token will do. */
  public Entry enter(Request request, @Nullable Permission needed) {
    String header = request.header("authorization");
    if (header == null || header.isBlank()) return turned("auth.unauthorized", "Unauthorized");
    Credentials sent = Credentials.of(request);
    Optional<ApiToken> token =
        sent.candidates().stream()
            .flatMap(text -> tokens.byHash(OnCallGate.hash(text)).stream())
            .findFirst();
    Optional<User> user = token.flatMap(each -> users.find(each.org(), each.userId()));
    Optional<Organization> own = token.flatMap(each -> organizations.find(each.org()));
    if (token.isEmpty() || user.isEmpty() || own.isEmpty()) {
      return sent.basic()
          ? turned("password-auth.failed", "Invalid username or password")
          : turned("api-key.invalid", "Invalid API key");
    }
    return enter(request, needed, token.get(), user.get(), own.get());
  }

  private Entry enter(
      Request request, @Nullable Permission needed, ApiToken token, User user, Organization own) {
    boolean ofServer = own.first() && user.role() == Role.ADMIN;
    long asked = asked(request);
    Caller caller;
    if (asked == 0 || asked == own.number()) {
      caller = new Caller(user, own, user.role(), ofServer);
    } else if (ofServer) {
      Optional<Organization> other = organizations.byNumber(asked);
      // 404 also for one that was deleted: clients take it as gone (corrections).
      if (other.isEmpty()) return new Entry.Turned(Errors.plain(404, "Organization not found"));
      caller = new Caller(user, other.get(), Role.ADMIN, true);
    } else {
      // Says nothing about whether there is such an organisation.
      return turned(
          "api-key.organization-mismatch", "API key does not belong to the requested organization");
    }
    if (needed != null && !needed.isOf(caller)) {
      return new Entry.Turned(Errors.denied(request.id(), needed));
    }
    Instant now = clock.instant();
    if (settings.limited()) {
      String subject = "api#" + user.org() + "#" + user.id() + "#GRAFANA";
      if (limits.take(subject, Duration.ofMinutes(1), now, PER_MINUTE)
          instanceof Taken.Refused refused) {
        return new Entry.Turned(Errors.throttled(refused.retryAfter()));
      }
    }
    Instant last = token.lastUsed();
    if (last == null || last.plus(NOTE_USE_EVERY).isBefore(now)) tokens.used(token, now);
    return new Entry.Admitted(new Call(request, caller));
  }

  /** Removes a row that nobody can read any more, and so nobody can delete as others are. */
  void discard(UnreadableRow row) {
    damagedRows.discard(row);
  }

  /** The organisation that the request names; 0 = none, as anything that is no number. */
  private static long asked(Request request) {
    String header = request.header("x-grafana-org-id");
    if (header == null || header.isBlank() || header.length() > 18) return 0;
    try {
      return Long.parseLong(header.strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** 401 without {@code WWW-Authenticate}: browsers would ask for a password. */
  private static Entry turned(String id, String message) {
    return new Entry.Turned(Errors.known(401, id, message));
  }
}
