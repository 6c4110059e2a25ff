package dev.watchbill.handlers.wiring;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.ApiToken;
import dev.watchbill.domain.org.ApiTokens;
import dev.watchbill.domain.org.Organization;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.Organizations.Counter;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.handlers.oncall.OnCallGate;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Makes the organisation that a new deployment begins with: its admin and a token. Everything else
 * is made through the API.
 */
public final class FirstOrganisation {
  private final Organizations organizations;
  private final Users users;
  private final ApiTokens tokens;
  private final PublicIds ids;
  private final InstantSource clock;

  @Inject
  FirstOrganisation(
      Organizations organizations,
      Users users,
      ApiTokens tokens,
      PublicIds ids,
      InstantSource clock) {
    this.organizations = organizations;
    this.users = users;
    this.tokens = tokens;
    this.ids = ids;
    this.clock = clock;
  }

  /** The new admin's new token, or empty when there is an organisation already. */
  public Optional<String> make() {
    String token = ids.apiToken();
    return organizations.all().isEmpty() && make(token) ? Optional.of(token) : Optional.empty();
  }

  /** Makes sure that there is a first organisation and that this token is one of its admin's. */
  public void ensure(String token) {
    ensure(token, List.of());
  }

  /**
   * The same, in place of other tokens.
   *
   * @param replaced tokens that were it before; they are deleted first, so that one that was found
   *     out does not work for a moment longer, nor count among the admin's
   */
  public void ensure(String token, List<String> replaced) {
    Optional<Organization> first =
        organizations.all().stream().filter(Organization::first).findFirst();
    if (first.isEmpty()) {
      make(token);
      return;
    }
    for (String old : replaced) tokens.byHash(OnCallGate.hash(old)).ifPresent(this::delete);
    String hash = OnCallGate.hash(token);
    if (tokens.byHash(hash).isPresent()) return;
    User admin =
        users.all(first.get().id()).stream()
            .filter(user -> user.role() == Role.ADMIN)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the first organisation has no admin"));
    tokens.create(token(admin, hash, clock.instant()));
  }

  private boolean make(String token) {
    Instant now = clock.instant();
    Organization organization =
        new Organization(ids.next("O"), organizations.nextNumber(), "Watchbill", true, now, 1);
    User admin =
        new User(
            ids.next("U"),
            organization.id(),
            organizations.next(organization.id(), Counter.USERS),
            "admin",
            "admin@localhost",
            "Admin",
            Role.ADMIN,
            null,
            "",
            now,
            1);
    return organizations.create(organization, admin, token(admin, OnCallGate.hash(token), now))
        instanceof Saved.Done;
  }

  /** Nobody else is at work while a deployment starts, so there is nothing to lose a race to. */
  private void delete(ApiToken token) {
    if (!(tokens.delete(token) instanceof Saved.Done)) {
      throw new IllegalStateException("the token that was replaced could not be deleted");
    }
  }

  private ApiToken token(User admin, String hash, Instant now) {
    return new ApiToken(ids.next("K"), admin.org(), admin.id(), "first token", hash, now, null, 1);
  }
}
