package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.alert.Listing;
import dev.watchbill.domain.org.ApiToken;
import dev.watchbill.domain.org.Organization;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.Organizations.Counter;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.User;
import dev.watchbill.engine.Commits;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/organizations}: the caller's own (spec oncall-api §19); admins of the first
 * organisation make others, each with its first admin and that admin's token (DESIGN §6).
 */
public final class OrganizationsResource extends OnCallResource {
  private static final int NAME = 200;
  private static final int PAGE = 25;

  private final Organizations organizations;
  private final Settings settings;
  private final PublicIds ids;
  private final InstantSource clock;
  private final Commits commits;

  @Inject
  OrganizationsResource(
      OnCallGate gate,
      Organizations organizations,
      Settings settings,
      PublicIds ids,
      InstantSource clock,
      Commits commits) {
    super(gate, Role.VIEWER, Role.ADMIN);
    this.organizations = organizations;
    this.settings = settings;
    this.ids = ids;
    this.clock = clock;
    this.commits = commits;
  }

  @Override
  protected @Nullable Verbs verbs(List<String> below) {
    return switch (below.size()) {
      case 0 -> new Verbs().on("GET", reader(), this::list).on("POST", writer(), this::post);
      // Whatever the id, the answer is the caller's own organisation (spec oncall-api §19).
      case 1 ->
          new Verbs()
              .on("GET", reader(), call -> Response.json(200, show(own(call))))
              .on("PUT", writer(), call -> withFields(call, this::change))
              .on("PATCH", writer(), call -> withFields(call, this::change));
      default -> null;
    };
  }

  private Response list(Call call) {
    Paging paging = Paging.of(call.request(), PAGE);
    return paging.envelope(
        call.request(), settings.baseUrl(), new Listing<>(List.of(show(own(call))), 1, 1));
  }

  private Organization own(Call call) {
    // The gate has just read it; organisations are not deleted.
    return organizations.find(call.org()).orElseThrow();
  }

  /** Its settings; its name belongs to whoever made it. */
  private Response change(Call call, Fields in) {
    return commits
        .again(
            () -> {
              Organization old = own(call);
              Organization next = old.with(OrganizationFields.read(in, old.settings()));
              Optional<Problem> problem = in.problem();
              if (problem.isPresent()) return Optional.of(refuse(problem.get()));
              return organizations.replace(next) instanceof Saved.Done
                  ? Optional.of(Response.json(200, show(next)))
                  : Optional.empty();
            })
        .orElseGet(() -> refuse(ConfigResource.contended()));
  }

  private Response post(Call call) {
    if (!call.caller().ofFirstOrganisation()) {
      return refuse(new Problem.Forbidden("You do not have permission to perform this action."));
    }
    return withFields(call, this::create);
  }

  private Response create(Call call, Fields in) {
    Instant now = clock.instant();
    String name = in.text("name", NAME);
    String id = ids.next("O");
    Map<String, @Nullable Object> described = in.object("admin");
    if (!in.has("admin")) in.error("admin", Fields.REQUIRED);
    Fields person = new Fields(described == null ? Map.of() : described);
    User admin = PersonFields.read(person, ids.next("U"), id, 0, Role.ADMIN, now);
    if (described != null) {
      if (admin.role() != Role.ADMIN) person.error("role", "The first user is an admin.");
      person.problem().ifPresent(problem -> note(problem, in));
    }
    Optional<Problem> problem = in.problem();
    if (problem.isPresent()) return refuse(problem.get());
    String secret = ids.apiToken();
    User first = UsersResource.numbered(admin, organizations.next(id, Counter.USERS));
    Saved saved =
        organizations.create(
            new Organization(id, organizations.nextNumber(), name, false, now, 1),
            first,
            new ApiToken(
                ids.next("AT"), id, first.id(), "first", OnCallGate.hash(secret), now, null, 1));
    return switch (saved) {
      case Saved.Done _ -> {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", id);
        shown.put("name", name);
        shown.put("admin", UsersResource.show(first, List.of()));
        shown.put("token", secret);
        yield Response.json(201, shown).secret();
      }
      case Saved.Full full -> refuse(ConfigResource.full(full));
      case Saved.TooLarge large -> refuse(ConfigResource.tooLarge(large));
      case Saved.Stale _, Saved.Duplicate _ -> refuse(ConfigResource.contended());
    };
  }

  private static void note(Problem problem, Fields in) {
    if (problem instanceof Problem.Invalid invalid) in.errorShape("admin", invalid.fields());
    else in.refuse(problem);
  }

  private static Map<String, @Nullable Object> show(Organization organization) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", organization.id());
    shown.put("name", organization.name());
    OrganizationFields.show(organization.settings(), shown);
    return shown;
  }
}
