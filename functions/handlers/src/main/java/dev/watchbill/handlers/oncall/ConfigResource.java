package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.alert.Listing;
import dev.watchbill.domain.org.Role;
import dev.watchbill.engine.Commits;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A resource whose objects are rows of configuration: list, read, create, update, delete. A lost
 * race is decided anew from what stands there then, at most ten times.
 *
 * @param <T> the row
 */
public abstract class ConfigResource<T> extends OnCallResource {
  private final Rows<T> rows;
  private final Settings settings;
  private final Commits commits;

  protected ConfigResource(
      OnCallGate gate, Role reader, Role writer, Rows<T> rows, Settings settings, Commits commits) {
    super(gate, reader, writer);
    this.rows = rows;
    this.settings = settings;
    this.commits = commits;
  }

  /** The new object as the request wants it; what is wrong is noted in {@code in}. */
  protected abstract T create(Call call, Fields in);

  /** The object as the request wants it to become. PUT is partial too (spec oncall-api §1.11). */
  protected abstract T update(Call call, T old, Fields in);

  /** The object as answers show it. */
  protected abstract Map<String, @Nullable Object> show(T row);

  /** The object as an answer to this call shows it. */
  protected Map<String, @Nullable Object> show(Call call, T row) {
    return show(row);
  }

  /** The objects of a page of the list; for resources that need something once for all of them. */
  protected List<Map<String, @Nullable Object>> showAll(Call call, List<T> page) {
    return page.stream().map(this::show).toList();
  }

  /** Which rows a list shows; the default is all of them. What is wrong is noted in {@code in}. */
  protected List<T> filter(Call call, List<T> all, Fields in) {
    return all;
  }

  /** Why it cannot be deleted, or null. */
  protected @Nullable Problem undeletable(Call call, T row) {
    return null;
  }

  /** Why the name is taken, in the resource's own shape. */
  protected abstract Problem duplicate();

  /** Why there is no place for one more, in the resource's own shape. */
  protected Problem tooMany(Saved.Full full) {
    return full(full);
  }

  /** Whether the name that turned out to be taken was made here, so that another one will do. */
  protected boolean namesItself(Fields in) {
    return false;
  }

  /** What belongs to the row without being in it, written after the row and before the answer. */
  protected void saved(Call call, T row, Fields in) {}

  /** Undone before the row goes; may be called again for the same row. */
  protected void leaving(Call call, T row) {}

  /** What follows once it is gone. */
  protected void left(Call call, T row) {}

  /** The row as it is handed over to be deleted. */
  protected T gone(T row) {
    return row;
  }

  /** Rows of a page when the caller does not say. */
  protected int pageLength() {
    return 50;
  }

  @Override
  protected @Nullable Verbs verbs(List<String> below) {
    return switch (below.size()) {
      case 0 ->
          new Verbs()
              .on("GET", reader(), this::list)
              .on("POST", writer(), call -> withFields(call, this::post));
      case 1 ->
          new Verbs()
              .on("GET", reader(), call -> get(call, below.getFirst()))
              .on("PUT", writer(), call -> put(call, below.getFirst()))
              .on("PATCH", writer(), call -> put(call, below.getFirst()))
              .on("DELETE", writer(), call -> delete(call, below.getFirst()));
      default -> null;
    };
  }

  private Response list(Call call) {
    Fields in = new Fields(Map.of());
    List<T> shown = filter(call, rows.all(call.org()), in);
    Optional<Problem> problem = in.problem();
    if (problem.isPresent()) return refuse(problem.get());
    Paging paging = Paging.of(call.request(), pageLength());
    Listing<T> page = paging.cut(shown);
    return paging.envelope(
        call.request(),
        settings.baseUrl(),
        new Listing<>(showAll(call, page.rows()), page.count(), page.page()));
  }

  private Response get(Call call, String id) {
    return rows.find(call.org(), id)
        .map(row -> Response.json(200, show(call, row)))
        .orElse(notFound());
  }

  private Response post(Call call, Fields in) {
    return untilDone(() -> post(call, in, create(call, in)));
  }

  private Optional<Response> post(Call call, Fields in, T row) {
    Optional<Problem> problem = in.problem();
    if (problem.isPresent()) return Optional.of(refuse(problem.get()));
    return switch (rows.create(row)) {
      case Saved.Done _ -> {
        saved(call, row, in);
        yield Optional.of(Response.json(201, show(call, row)));
      }
      case Saved.Duplicate _ ->
          namesItself(in) ? Optional.empty() : Optional.of(refuse(duplicate()));
      case Saved.Full full -> Optional.of(refuse(tooMany(full)));
      case Saved.TooLarge large -> Optional.of(refuse(tooLarge(large)));
      case Saved.Stale _ -> Optional.empty();
    };
  }

  /** The object is looked for before the body is read: an unknown one is 404 whatever was sent. */
  private Response put(Call call, String id) {
    if (rows.find(call.org(), id).isEmpty()) return notFound();
    return withFields(call, (c, in) -> put(c, id, in));
  }

  private Response put(Call call, String id, Fields in) {
    return untilDone(
        () -> {
          Optional<T> old = rows.find(call.org(), id);
          if (old.isEmpty()) return Optional.of(notFound());
          return put(call, in, update(call, old.get(), in));
        });
  }

  private Optional<Response> put(Call call, Fields in, T row) {
    Optional<Problem> problem = in.problem();
    if (problem.isPresent()) return Optional.of(refuse(problem.get()));
    return switch (rows.replace(row)) {
      case Saved.Done _ -> {
        saved(call, row, in);
        yield Optional.of(Response.json(200, show(call, row)));
      }
      case Saved.Duplicate _ -> Optional.of(refuse(duplicate()));
      case Saved.Full full -> Optional.of(refuse(tooMany(full)));
      case Saved.TooLarge large -> Optional.of(refuse(tooLarge(large)));
      case Saved.Stale _ -> Optional.empty();
    };
  }

  private Response delete(Call call, String id) {
    return untilDone(
        () -> {
          Optional<T> old = rows.find(call.org(), id);
          if (old.isEmpty()) return Optional.of(notFound());
          Problem problem = undeletable(call, old.get());
          if (problem != null) return Optional.of(refuse(problem));
          leaving(call, old.get());
          if (!(rows.delete(gone(old.get())) instanceof Saved.Done)) return Optional.empty();
          left(call, old.get());
          return Optional.of(Response.empty(204));
        });
  }

  /** Decides anew as long as somebody else is faster. */
  protected final Response untilDone(Commits.Attempts<Response> attempt) {
    return commits.again(attempt).orElseGet(() -> refuse(contended()));
  }

  protected static Problem full(Saved.Full full) {
    return new Problem.Conflict("An organization can have at most " + full.limit() + " of these.");
  }

  protected static Problem tooLarge(Saved.TooLarge large) {
    return new Problem.Refused(
        "All of it together takes more than " + large.limitBytes() + " bytes.");
  }

  protected static Problem contended() {
    return new Problem.Conflict("Somebody else is changing this at the same time; try again.");
  }
}
