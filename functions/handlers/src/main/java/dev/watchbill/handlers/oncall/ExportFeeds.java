package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.domain.schedule.CalendarFeed;
import dev.watchbill.domain.schedule.CalendarFeed.Event;
import dev.watchbill.domain.schedule.ExportToken;
import dev.watchbill.domain.schedule.ExportTokens;
import dev.watchbill.domain.schedule.FinalSchedule;
import dev.watchbill.domain.schedule.Rotas;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.Schedules;
import dev.watchbill.domain.schedule.WholePieces;
import dev.watchbill.domain.schedule.Window;
import dev.watchbill.engine.Commits;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calendar feeds and their keys (spec oncall-api §8.6, §9.3). A feed is opened by its own token in
 * the query and by nothing else; the token is looked at before anything that could tell whether the
 * schedule exists. It is a key of one user to one feed and ends with the user.
 */
final class ExportFeeds {
  private static final String CALENDAR = "text/calendar";

  private final ExportTokens tokens;
  private final Users users;
  private final Schedules schedules;
  private final Rotas rotas;
  private final CalendarFeed.Writer writer;
  private final Settings settings;
  private final PublicIds ids;
  private final InstantSource clock;

  private final Commits commits;

  @Inject
  ExportFeeds(
      ExportTokens tokens,
      Users users,
      Schedules schedules,
      Rotas rotas,
      CalendarFeed.Writer writer,
      Settings settings,
      PublicIds ids,
      InstantSource clock,
      Commits commits) {
    this.commits = commits;
    this.tokens = tokens;
    this.users = users;
    this.schedules = schedules;
    this.rotas = rotas;
    this.writer = writer;
    this.settings = settings;
    this.ids = ids;
    this.clock = clock;
  }

  /** The feed of a schedule; null for methods that a feed does not have. */
  @Nullable Response ofSchedule(Request request, String schedule) {
    if (!isRead(request)) return null;
    Optional<ExportToken> token = token(request).filter(found -> schedule.equals(found.schedule()));
    Optional<ScheduleRow> row = token.flatMap(found -> schedules.find(found.org(), schedule));
    if (token.isEmpty() || row.isEmpty()) return forbidden();
    Instant now = clock.instant();
    FinalSchedule pieces = schedule(row.get(), now);
    Map<String, User> people = byId(row.get().org(), pieces);
    CalendarFeed feed =
        new CalendarFeed(
            row.get().schedule().details().name(),
            now,
            CalendarFeed.events(pieces, null, user -> username(people, user)));
    return shown(writer.write(feed, row.get().org(), schedule));
  }

  /** The feed of all shifts of a user. */
  @Nullable Response ofUser(Request request, String id) {
    if (!isRead(request)) return null;
    Optional<ExportToken> token =
        token(request).filter(found -> found.schedule() == null && id.equals(found.user()));
    Optional<User> user = token.flatMap(found -> users.find(found.org(), id));
    if (user.isEmpty()) return forbidden();
    Instant now = clock.instant();
    String username = user.get().username();
    List<Event> events = new ArrayList<>();
    for (ScheduleRow row : schedules.all(user.get().org())) {
      String name = row.schedule().details().name();
      events.addAll(CalendarFeed.events(schedule(row, now), id, _ -> name + ": " + username));
    }
    events.sort(Comparator.comparing(Event::start).thenComparing(Event::uid));
    return feed(new CalendarFeed("On-Call Schedule for " + username, now, events));
  }

  private static boolean isRead(Request request) {
    return request.method().equals("GET") || request.method().equals("HEAD");
  }

  private FinalSchedule schedule(ScheduleRow row, Instant now) {
    Window window = CalendarFeed.window(now);
    return new FinalSchedule(
        window, WholePieces.overlapping(rotas.of(row, WholePieces.needed(window)), window));
  }

  private Map<String, User> byId(String org, FinalSchedule pieces) {
    return ScheduleQuestions.byId(
        users,
        org,
        pieces.pieces().stream().flatMap(piece -> piece.users().stream()).distinct().toList());
  }

  private static String username(Map<String, User> people, String id) {
    User user = people.get(id);
    return user == null ? id : user.username();
  }

  private Response feed(CalendarFeed feed) {
    return shown(writer.write(feed));
  }

  /**
   * Calendar programs may use a feed for a few minutes without asking again; a proxy may not keep
   * it, since its address is its key.
   */
  private static Response shown(String calendar) {
    return Response.text(200, CALENDAR, calendar).header("cache-control", "private, max-age=300");
  }

  /** The token's owner must still be there and may still be told things. */
  private Optional<ExportToken> token(Request request) {
    String sent = request.parameter("token");
    if (sent == null || sent.isEmpty() || sent.length() > 500) return Optional.empty();
    return tokens
        .byHash(OnCallGate.hash(sent))
        .filter(
            found -> users.find(found.org(), found.user()).filter(User::mayBeNotified).isPresent());
  }

  /** JSON, but labelled as the feed would be (spec §8.6). */
  private static Response forbidden() {
    return Response.text(403, CALENDAR, Json.write(Map.of("detail", "Invalid token.")));
  }

  // Keys

  Response show(Call call, ScheduleRow row) {
    return show(call.org(), call.caller().user().id(), row.id());
  }

  Response make(Call call, ScheduleRow row) {
    return make(call.org(), call.caller().user().id(), row.id());
  }

  Response revoke(Call call, ScheduleRow row) {
    return revoke(call.org(), call.caller().user().id(), row.id());
  }

  /** Whether there is a key, and since when. */
  Response show(String org, String user, @Nullable String schedule) {
    return tokens
        .find(org, ExportToken.id(user, schedule))
        .map(token -> Response.json(200, view(token)))
        .orElse(OnCallResource.notFound());
  }

  /** A new key; the one before it opens nothing any more. */
  Response make(String org, String user, @Nullable String schedule) {
    return commits
        .again(() -> made(org, user, schedule))
        .orElseGet(() -> OnCallResource.refuse(ConfigResource.contended()));
  }

  /** Empty: somebody was faster. */
  private Optional<Response> made(String org, String user, @Nullable String schedule) {
    String secret = ids.exportToken();
    Optional<ExportToken> old = tokens.find(org, ExportToken.id(user, schedule));
    ExportToken token =
        new ExportToken(
            org,
            user,
            schedule,
            OnCallGate.hash(secret),
            clock.instant(),
            old.map(ExportToken::version).orElse(1L));
    Saved saved = old.isPresent() ? tokens.replace(token) : tokens.create(token);
    return switch (saved) {
      case Saved.Done _ -> {
        Map<String, @Nullable Object> shown = view(token);
        shown.put("token", secret);
        shown.put("export_url", address(token) + "?token=" + secret);
        yield Optional.of(Response.json(201, shown).secret());
      }
      case Saved.Full full -> Optional.of(OnCallResource.refuse(ConfigResource.full(full)));
      case Saved.Stale _, Saved.Duplicate _, Saved.TooLarge _ -> Optional.empty();
    };
  }

  Response revoke(String org, String user, @Nullable String schedule) {
    return commits
        .again(
            () -> {
              Optional<ExportToken> token = tokens.find(org, ExportToken.id(user, schedule));
              if (token.isEmpty()) return Optional.of(OnCallResource.notFound());
              return tokens.delete(token.get()) instanceof Saved.Done
                  ? Optional.of(Response.empty(204))
                  : Optional.empty();
            })
        .orElseGet(() -> OnCallResource.refuse(ConfigResource.contended()));
  }

  private String address(ExportToken token) {
    String base = settings.baseUrl();
    return base
        + (base.endsWith("/") ? "" : "/")
        + (token.schedule() == null
            ? "api/v1/users/" + token.user() + "/schedule_export"
            : "api/v1/schedules/" + token.schedule() + "/export");
  }

  private static Map<String, @Nullable Object> view(ExportToken token) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("created_at", Timestamps.text(token.createdAt()));
    return shown;
  }
}
