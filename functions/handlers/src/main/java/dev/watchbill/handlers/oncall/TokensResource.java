package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.alert.Listing;
import dev.watchbill.domain.org.ApiToken;
import dev.watchbill.domain.org.ApiTokens;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
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
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/tokens} (DESIGN §6): everybody sees, makes and deletes their own, admins anybody's
 * of the organisation. A token is shown once, in the answer that makes it.
 */
public final class TokensResource extends OnCallResource {
  private static final int NAME = 100;

  private final ApiTokens tokens;
  private final Users users;
  private final Commits commits;
  private final Settings settings;
  private final PublicIds ids;
  private final InstantSource clock;

  @Inject
  TokensResource(
      OnCallGate gate,
      ApiTokens tokens,
      Users users,
      Commits commits,
      Settings settings,
      PublicIds ids,
      InstantSource clock) {
    super(gate, Role.NONE, Role.NONE);
    this.tokens = tokens;
    this.users = users;
    this.commits = commits;
    this.settings = settings;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  protected @Nullable Verbs verbs(List<String> below) {
    return switch (below.size()) {
      case 0 ->
          new Verbs()
              .on("GET", reader(), this::list)
              .on("POST", writer(), call -> withFields(call, this::make));
      case 1 ->
          new Verbs()
              .on("GET", reader(), call -> get(call, below.getFirst()))
              .on("DELETE", writer(), call -> delete(call, below.getFirst()));
      default -> null;
    };
  }

  private Response list(Call call) {
    List<ApiToken> touchable =
        tokens.all(call.org()).stream().filter(token -> mayTouch(call, token)).toList();
    // One whose user is gone opens nothing, also where a crash has left it behind.
    Set<String> owners =
        users.those(call.org(), touchable.stream().map(ApiToken::userId).toList()).stream()
            .map(User::id)
            .collect(Collectors.toSet());
    List<ApiToken> visible =
        touchable.stream().filter(token -> owners.contains(token.userId())).toList();
    Paging paging = Paging.of(call.request(), 50);
    var page = paging.cut(visible);
    return paging.envelope(
        call.request(),
        settings.baseUrl(),
        new Listing<>(
            page.rows().stream().map(TokensResource::show).toList(), page.count(), page.page()));
  }

  private Response get(Call call, String id) {
    return find(call, id).map(token -> Response.json(200, show(token))).orElse(notFound());
  }

  private Response make(Call call, Fields in) {
    String name = in.text("name", NAME);
    String self = call.caller().user().id();
    String owner = in.has("user_id") ? in.text("user_id", NAME, self) : self;
    if (!call.caller().isAdmin() && !owner.equals(self)) {
      in.refuse(new Problem.Forbidden("You do not have permission to perform this action."));
    }
    Optional<Problem> problem = in.problem();
    if (problem.isPresent()) return refuse(problem.get());
    return commits
        .again(
            () -> {
              if (users.find(call.org(), owner).isPresent()) return make(call, owner, name);
              in.error("user_id", Fields.NO_OBJECT);
              return Optional.of(refuse(in.problem().orElseThrow()));
            })
        .orElseGet(() -> refuse(ConfigResource.contended()));
  }

  /** Empty when another one of the user was made meanwhile, or the user is gone. */
  private Optional<Response> make(Call call, String owner, String name) {
    String secret = ids.apiToken();
    ApiToken token =
        new ApiToken(
            ids.next("AT"),
            call.org(),
            owner,
            name,
            OnCallGate.hash(secret),
            clock.instant(),
            null,
            1);
    return switch (tokens.create(token, ApiToken.PER_USER)) {
      case Saved.Done _ -> Optional.of(made(token, secret));
      case Saved.Full full when full.limit() == ApiToken.PER_USER -> Optional.of(refuse(tooMany()));
      case Saved.Full full -> Optional.of(refuse(ConfigResource.full(full)));
      case Saved.TooLarge large -> Optional.of(refuse(ConfigResource.tooLarge(large)));
      case Saved.Stale _, Saved.Duplicate _ -> Optional.empty();
    };
  }

  private static Response made(ApiToken token, String secret) {
    Map<String, @Nullable Object> shown = show(token);
    shown.put("token", secret);
    return Response.json(201, shown).secret();
  }

  private static Problem tooMany() {
    return new Problem.Refused("A user may have at most " + ApiToken.PER_USER + " tokens.");
  }

  private Response delete(Call call, String id) {
    return commits
        .again(
            () -> {
              Optional<ApiToken> token = find(call, id);
              if (token.isEmpty()) return Optional.of(notFound());
              return tokens.delete(token.get()) instanceof Saved.Done
                  ? Optional.of(Response.empty(204))
                  : Optional.empty();
            })
        .orElseGet(() -> refuse(ConfigResource.contended()));
  }

  private Optional<ApiToken> find(Call call, String id) {
    return tokens.find(call.org(), id).filter(token -> mayTouch(call, token));
  }

  private static boolean mayTouch(Call call, ApiToken token) {
    return call.caller().isAdmin() || token.userId().equals(call.caller().user().id());
  }

  private static Map<String, @Nullable Object> show(ApiToken token) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", token.id());
    shown.put("name", token.name());
    shown.put("user_id", token.userId());
    shown.put("created_at", Timestamps.text(token.createdAt()));
    Instant used = token.lastUsed();
    shown.put("last_used_at", used == null ? null : Timestamps.text(used));
    return shown;
  }
}
