package dev.watchbill.handlers.grafana;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.Organizations.Counter;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.rule.Folder;
import dev.watchbill.domain.rule.Folders;
import dev.watchbill.domain.rule.Uids;
import dev.watchbill.engine.Commits;
import dev.watchbill.handlers.http.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/folders}: where alert rules live; folders may be nested. */
public final class FoldersResource extends GrafanaResource {
  private static final int TITLE = 190;
  private static final Permission WRITE = Permission.of("folders:write", Role.EDITOR);

  private final Folders folders;
  private final FolderRemoval removal;
  private final Organizations organizations;
  private final PublicIds ids;
  private final InstantSource clock;

  private final Commits commits;

  @Inject
  FoldersResource(
      GrafanaGate gate,
      Folders folders,
      FolderRemoval removal,
      Organizations organizations,
      PublicIds ids,
      InstantSource clock,
      Commits commits) {
    super(gate);
    this.commits = commits;
    this.folders = folders;
    this.removal = removal;
    this.organizations = organizations;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  protected @Nullable Verbs verbs(List<String> path) {
    Permission read = reader("folders:read");
    if (path.size() == 1) {
      return new Verbs()
          .on("GET", read, this::list)
          .on(
              "POST",
              Permission.of("folders:create", Role.EDITOR),
              call -> withMembers(call, this::create));
    }
    if (path.size() == 2) {
      String uid = path.getLast();
      return new Verbs()
          .on("GET", read, call -> get(call, uid))
          .on("PUT", WRITE, call -> withMembers(call, (c, in) -> update(c, uid, in)))
          .on("DELETE", Permission.of("folders:delete", Role.EDITOR), call -> delete(call, uid));
    }
    if (path.size() == 3 && path.get(1).equals("id")) {
      return new Verbs().on("GET", read, call -> byNumber(call, Numbers.of(path.getLast())));
    }
    if (path.size() == 3 && path.getLast().equals("move")) {
      return new Verbs()
          .on("POST", WRITE, call -> withMembers(call, (c, in) -> move(c, path.get(1), in)));
    }
    return null;
  }

  private Response list(Call call) {
    String asked = call.request().parameter("parentUid");
    String parent = asked == null ? "" : asked;
    long limit = Numbers.of(call.request().parameter("limit"));
    List<Folder> below =
        folders.all(call.org()).stream().filter(folder -> parent.equals(parentOf(folder))).toList();
    long length = limit == 0 ? 1_000 : limit;
    long page = Math.max(1, Numbers.of(call.request().parameter("page")));
    List<Map<String, @Nullable Object>> shown = new ArrayList<>();
    below.stream()
        .skip(Math.multiplyExact(Math.min(page - 1, 5_000), Math.min(length, 5_000)))
        .limit(length)
        .forEach(folder -> shown.add(brief(folder)));
    return Response.json(200, shown);
  }

  private Response get(Call call, String uid) {
    Optional<Folder> folder = folders.find(call.org(), uid);
    return folder.isEmpty() ? gone() : Response.json(200, show(call, folder.get()));
  }

  private Response byNumber(Call call, long number) {
    return folders.all(call.org()).stream()
        .filter(folder -> folder.number() == number)
        .findFirst()
        .map(folder -> Response.json(200, show(call, folder)))
        .orElseGet(FoldersResource::gone);
  }

  private Response create(Call call, Members in) {
    String title = in.text("title").strip();
    String uid = in.text("uid").strip();
    String parent = in.text("parentUid");
    if (in.misshapen()) return Errors.badData();
    Response refusal = titleRefusal(title);
    if (refusal != null) return refusal;
    Optional<String> flaw = uid.isEmpty() ? Optional.empty() : Uids.flaw(uid);
    if (flaw.isPresent()) return Errors.plain(400, flaw.get());
    Response misplaced = placeRefusal(call, parent, Set.of(), 1);
    if (misplaced != null) return misplaced;
    Instant now = clock.instant();
    String login = call.caller().user().username();
    Folder folder =
        new Folder(
            uid.isEmpty() ? ids.uid() : uid,
            call.org(),
            organizations.next(call.org(), Counter.FOLDERS),
            title,
            parent.isEmpty() ? null : parent,
            login,
            now,
            login,
            now,
            1);
    return written(
            folders.create(folder),
            () -> Response.json(200, show(call, folder)),
            FoldersResource::titleTaken)
        .orElseGet(
            () -> Errors.known(409, "folder.uid-taken", "A folder with this uid already exists"));
  }

  private Response update(Call call, String uid, Members in) {
    boolean overwrite = in.flag("overwrite");
    long version = in.number("version", 0);
    String given = in.textOrNull("title");
    if (in.misshapen()) return Errors.badData();
    return untilWritten(
        commits,
        () -> {
          Optional<Folder> found = folders.find(call.org(), uid);
          if (found.isEmpty()) return Optional.of(gone());
          Folder old = found.get();
          if (!overwrite && version != old.version()) return Optional.of(versionMismatch());
          String title = given == null ? old.title() : given.strip();
          Response refusal = titleRefusal(title);
          return refusal != null
              ? Optional.of(refusal)
              : replace(call, old, title, old.parentUid());
        });
  }

  private Response move(Call call, String uid, Members in) {
    String parent = in.text("parentUid");
    if (in.misshapen()) return Errors.badData();
    return untilWritten(
        commits,
        () -> {
          Optional<Folder> found = folders.find(call.org(), uid);
          if (found.isEmpty()) return Optional.of(gone());
          List<Folder> all = folders.all(call.org());
          Set<String> inside = new HashSet<>();
          int height = 0;
          for (List<Folder> level = List.of(found.get());
              !level.isEmpty() && height <= Folder.DEPTH;
              height++) {
            level.forEach(folder -> inside.add(folder.uid()));
            Set<String> above = new HashSet<>(level.stream().map(Folder::uid).toList());
            level = all.stream().filter(folder -> above.contains(parentOf(folder))).toList();
          }
          Response misplaced = placeRefusal(call, parent, inside, height);
          return misplaced != null
              ? Optional.of(misplaced)
              : replace(call, found.get(), found.get().title(), parent.isEmpty() ? null : parent);
        });
  }

  /** The answer, or empty when the race was lost. */
  private Optional<Response> replace(Call call, Folder old, String title, @Nullable String parent) {
    Folder changed = old.changed(title, parent, call.caller().user().username(), clock.instant());
    return written(
        folders.replace(changed),
        () ->
            folders
                .find(call.org(), old.uid())
                .map(now -> Response.json(200, show(call, now)))
                .orElseGet(FoldersResource::gone),
        FoldersResource::titleTaken);
  }

  private Response delete(Call call, String uid) {
    Optional<Folder> found = folders.find(call.org(), uid);
    if (found.isEmpty()) return gone();
    boolean forced = "true".equals(call.request().parameter("forceDeleteRules"));
    return switch (removal.remove(found.get(), forced)) {
      case HAS_RULES -> Errors.plain(400, "folder cannot be deleted: it contains alert rules");
      case CONTENDED -> Errors.contended();
      case REMOVED -> {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("message", "Folder " + found.get().title() + " deleted");
        answer.put("title", found.get().title());
        answer.put("id", found.get().number());
        yield Response.json(200, answer);
      }
    };
  }

  private static @Nullable Response titleRefusal(String title) {
    if (title.isEmpty()) return Errors.plain(400, "folder title cannot be empty");
    return title.length() > TITLE
        ? Errors.plain(400, "folder title is longer than " + TITLE + " characters")
        : null;
  }

  /**
   * Why folders cannot stand below this parent.
   *
   * @param moved the uids that move, which cannot be their own parents
   * @param height how many levels move
   */
  private @Nullable Response placeRefusal(Call call, String parent, Set<String> moved, int height) {
    int depth = height;
    for (String above = parent; !above.isEmpty(); depth++) {
      if (moved.contains(above) || depth >= Folder.DEPTH) {
        return Errors.plain(
            400,
            moved.contains(above)
                ? "a folder cannot be moved into itself"
                : "folders can be nested at most " + Folder.DEPTH + " deep");
      }
      Optional<Folder> folder = folders.find(call.org(), above);
      if (folder.isEmpty()) return Errors.plain(400, "parent folder not found");
      above = parentOf(folder.get());
    }
    return null;
  }

  private static String parentOf(Folder folder) {
    return folder.parentUid() == null ? "" : folder.parentUid();
  }

  private static Response gone() {
    return Errors.plain(404, "folder not found");
  }

  private static Response titleTaken() {
    return Errors.known(
        409,
        "folder.name-exists",
        "a folder with the same name already exists in the current location");
  }

  private static Response versionMismatch() {
    return Response.json(
        412,
        Map.of(
            "message",
            "The folder has been changed by someone else",
            "status",
            "version-mismatch",
            "traceID",
            ""));
  }

  private static Map<String, @Nullable Object> brief(Folder folder) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", folder.number());
    shown.put("uid", folder.uid());
    shown.put("title", folder.title());
    if (folder.parentUid() != null) shown.put("parentUid", folder.parentUid());
    return shown;
  }

  private Map<String, @Nullable Object> show(Call call, Folder folder) {
    boolean mayEdit = call.caller().role().covers(Role.EDITOR);
    Map<String, @Nullable Object> shown = own(folder, mayEdit);
    if (folder.parentUid() == null) return shown;
    List<Map<String, @Nullable Object>> parents = new ArrayList<>();
    String above = parentOf(folder);
    for (int i = 0; i < Folder.DEPTH && !above.isEmpty(); i++) {
      Optional<Folder> parent = folders.find(call.org(), above);
      if (parent.isEmpty()) break;
      parents.addFirst(own(parent.get(), mayEdit));
      above = parentOf(parent.get());
    }
    shown.put("parentUid", folder.parentUid());
    shown.put("parents", parents);
    return shown;
  }

  private static Map<String, @Nullable Object> own(Folder folder, boolean mayEdit) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", folder.number());
    shown.put("uid", folder.uid());
    shown.put("title", folder.title());
    shown.put("url", folder.url());
    shown.put("hasAcl", false);
    shown.put("canSave", mayEdit);
    shown.put("canEdit", mayEdit);
    shown.put("canAdmin", mayEdit);
    shown.put("canDelete", mayEdit);
    shown.put("createdBy", folder.createdBy());
    shown.put("created", folder.createdAt().toString());
    shown.put("updatedBy", folder.updatedBy());
    shown.put("updated", folder.updatedAt().toString());
    shown.put("version", folder.version());
    return shown;
  }
}
