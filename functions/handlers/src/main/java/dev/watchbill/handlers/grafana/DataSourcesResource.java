package dev.watchbill.handlers.grafana;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.Organizations.Counter;
import dev.watchbill.domain.rule.DataSource;
import dev.watchbill.domain.rule.DataSources;
import dev.watchbill.domain.rule.Uids;
import dev.watchbill.engine.Commits;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Response;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code /api/datasources}: where the queries of rules go, by uid, by name or by number. */
public final class DataSourcesResource extends GrafanaResource {
  private static final int NAME = 190;
  private static final Permission READ = admin("datasources:read");
  private static final Permission WRITE = admin("datasources:write");
  private static final Permission DELETE = admin("datasources:delete");

  private final DataSources sources;
  private final Organizations organizations;
  private final PublicIds ids;
  private final InstantSource clock;

  private final Commits commits;

  @Inject
  DataSourcesResource(
      GrafanaGate gate,
      DataSources sources,
      Organizations organizations,
      PublicIds ids,
      InstantSource clock,
      Commits commits) {
    super(gate);
    this.commits = commits;
    this.sources = sources;
    this.organizations = organizations;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  protected @Nullable Verbs verbs(List<String> path) {
    String last = path.getLast();
    return switch (path.size()) {
      case 1 ->
          new Verbs()
              .on("GET", READ, this::list)
              .on("POST", admin("datasources:create"), call -> withMembers(call, this::create));
      case 2 -> one(call -> found(call, source -> source.number() == Numbers.of(last)));
      case 3 ->
          switch (path.get(1)) {
            case "uid" -> one(call -> sources.find(call.org(), last));
            case "name" -> one(call -> found(call, source -> source.name().equals(last)));
            case "id" -> new Verbs().on("GET", READ, call -> number(call, last));
            default -> null;
          };
      default -> null;
    };
  }

  private Verbs one(Function<Call, Optional<DataSource>> wanted) {
    return new Verbs()
        .on(
            "GET",
            READ,
            call ->
                wanted
                    .apply(call)
                    .map(source -> Response.json(200, show(call, source)))
                    .orElseGet(DataSourcesResource::gone))
        .on("PUT", WRITE, call -> withMembers(call, (c, in) -> update(c, wanted, in)))
        .on("DELETE", DELETE, call -> delete(call, wanted));
  }

  private Optional<DataSource> found(Call call, Predicate<DataSource> wanted) {
    return sources.all(call.org()).stream().filter(wanted).findFirst();
  }

  private Response number(Call call, String name) {
    return found(call, source -> source.name().equals(name))
        .map(source -> Response.json(200, Map.of("id", source.number())))
        .orElseGet(DataSourcesResource::gone);
  }

  private Response list(Call call) {
    return Response.json(
        200,
        sources.all(call.org()).stream()
            .sorted(Comparator.comparing(DataSource::name))
            .map(source -> brief(call, source))
            .toList());
  }

  private Response create(Call call, Members in) {
    String uid = in.text("uid").strip();
    DataSource given = read(call, in, uid.isEmpty() ? ids.uid() : uid, null);
    Response refusal = refusal(in, given);
    if (refusal != null) return refusal;
    DataSource made =
        read(call, in, given.uid(), null, organizations.next(call.org(), Counter.DATA_SOURCES));
    return written(sources.create(made), () -> created(call, made), DataSourcesResource::nameTaken)
        .orElseGet(
            () ->
                Errors.known(
                    409, "datasource.uid-taken", "data source with the same uid already exists"));
  }

  private Response created(Call call, DataSource made) {
    if (made.isDefault()) onlyDefault(made);
    return shown(call, made, "Datasource added");
  }

  private Response update(Call call, Function<Call, Optional<DataSource>> wanted, Members in) {
    return untilWritten(
        commits,
        () -> {
          Optional<DataSource> old = wanted.apply(call);
          if (old.isEmpty()) return Optional.of(gone());
          DataSource changed = read(call, in, old.get().uid(), old.get());
          Response refusal = refusal(in, changed);
          return refusal != null
              ? Optional.of(refusal)
              : written(
                  sources.replace(changed),
                  () -> updated(call, changed),
                  DataSourcesResource::nameTaken);
        });
  }

  private Response updated(Call call, DataSource changed) {
    if (changed.isDefault()) onlyDefault(changed);
    return found(call, source -> source.uid().equals(changed.uid()))
        .map(source -> shown(call, source, "Datasource updated"))
        .orElseGet(DataSourcesResource::gone);
  }

  private Response delete(Call call, Function<Call, Optional<DataSource>> wanted) {
    return untilWritten(
        commits,
        () -> {
          Optional<DataSource> old = wanted.apply(call);
          if (old.isEmpty()) return Optional.of(gone());
          return sources.delete(old.get()) instanceof Saved.Done
              ? Optional.of(
                  Response.json(
                      200, Map.of("message", "Data source deleted", "id", old.get().number())))
              : Optional.empty();
        });
  }

  /** Of two that became the default at the same moment, both may end as an ordinary one. */
  private void onlyDefault(DataSource chosen) {
    for (DataSource other : sources.all(chosen.org())) {
      if (other.isDefault() && !other.uid().equals(chosen.uid())) {
        sources.replace(other.notDefault());
      }
    }
  }

  private DataSource read(Call call, Members in, String uid, @Nullable DataSource old) {
    return read(call, in, uid, old, old == null ? 0 : old.number());
  }

  /** As sent; a secret that is not sent again stays. */
  private DataSource read(
      Call call, Members in, String uid, @Nullable DataSource old, long number) {
    Map<String, String> secrets = new TreeMap<>(old == null ? Map.of() : old.secrets());
    Map<?, ?> sent = in.object("secureJsonData");
    if (sent != null) {
      // Null is as good as absent; what is no text is refused below.
      sent.forEach(
          (name, value) -> {
            if (value instanceof String text) secrets.put(String.valueOf(name), text);
          });
    }
    Map<?, ?> settings = in.object("jsonData");
    return new DataSource(
        uid,
        call.org(),
        number,
        in.text("name").strip(),
        in.text("type"),
        in.text("access").isEmpty() ? "proxy" : in.text("access"),
        in.text("url"),
        in.text("user"),
        in.text("database"),
        in.flag("basicAuth"),
        in.text("basicAuthUser"),
        in.flag("withCredentials"),
        in.flag("isDefault"),
        Json.write(settings == null ? Map.of() : settings),
        secrets,
        old == null ? clock.instant() : old.createdAt(),
        old == null ? 1 : old.version());
  }

  private static @Nullable Response refusal(Members in, DataSource source) {
    boolean incomplete = source.name().isEmpty() || source.type().isEmpty();
    if (in.misshapen() || incomplete || source.name().length() > NAME) return Errors.badData();
    if (!secretsAreTexts(in)) return Errors.badData();
    return Uids.flaw(source.uid()).map(flaw -> Errors.plain(400, flaw)).orElse(null);
  }

  /** Each has a name and a text. */
  private static boolean secretsAreTexts(Members in) {
    Map<?, ?> sent = in.object("secureJsonData");
    return sent == null
        || sent.entrySet().stream()
            .allMatch(
                secret ->
                    !"".equals(secret.getKey())
                        && (secret.getValue() == null || secret.getValue() instanceof String));
  }

  private static Response gone() {
    return Errors.plain(404, "Data source not found");
  }

  private static Response nameTaken() {
    return Errors.known(
        409, "datasource.name-taken", "data source with the same name already exists");
  }

  private static Response shown(Call call, DataSource source, String message) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("datasource", show(call, source));
    answer.put("id", source.number());
    answer.put("message", message);
    answer.put("name", source.name());
    return Response.json(200, answer);
  }

  private static Map<String, @Nullable Object> brief(Call call, DataSource source) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", source.number());
    shown.put("uid", source.uid());
    shown.put("orgId", call.orgNumber());
    shown.put("name", source.name());
    shown.put("type", source.type());
    shown.put("typeName", source.type());
    shown.put("typeLogoUrl", "");
    shown.put("access", source.access());
    shown.put("url", source.url());
    shown.put("user", source.user());
    shown.put("database", source.database());
    shown.put("basicAuth", source.basicAuth());
    shown.put("isDefault", source.isDefault());
    shown.put("jsonData", settings(source));
    shown.put("readOnly", false);
    return shown;
  }

  private static Map<String, @Nullable Object> show(Call call, DataSource source) {
    Map<String, @Nullable Object> shown = brief(call, source);
    shown.remove("typeName");
    Map<String, @Nullable Object> set = new LinkedHashMap<>();
    source.secrets().keySet().stream().sorted().forEach(name -> set.put(name, true));
    shown.put("basicAuthUser", source.basicAuthUser());
    shown.put("withCredentials", source.withCredentials());
    shown.put("secureJsonFields", set);
    shown.put("version", source.version());
    return shown;
  }

  private static @Nullable Object settings(DataSource source) {
    try {
      return Json.read(source.settings().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    } catch (Json.Malformed e) {
      throw new IllegalStateException("settings that were written as JSON", e);
    }
  }
}
