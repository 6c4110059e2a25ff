package dev.watchbill.handlers.legacy;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Flaw;
import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.contact.ContactPoint;
import dev.watchbill.domain.contact.NotificationConfig;
import dev.watchbill.domain.contact.NotificationConfigs;
import dev.watchbill.domain.contact.legacy.Channel;
import dev.watchbill.domain.contact.legacy.ChannelCard;
import dev.watchbill.domain.contact.legacy.ChannelSent;
import dev.watchbill.domain.contact.legacy.ChannelType;
import dev.watchbill.domain.contact.legacy.ChannelTypes;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.rule.RuleGroups;
import dev.watchbill.domain.rule.StoredGroup;
import dev.watchbill.engine.Commits;
import dev.watchbill.handlers.grafana.Call;
import dev.watchbill.handlers.grafana.Errors;
import dev.watchbill.handlers.grafana.GrafanaGate;
import dev.watchbill.handlers.grafana.GrafanaResource;
import dev.watchbill.handlers.grafana.Permission;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.provisioning.RuleUse;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/alert-notifications}, also spelled {@code /api/alerts-notifications} as in the
 * document of 2017, and {@code /api/alert-notifiers}: contact points as channels (spec
 * grafana-alerting §16.5, §17.3).
 */
public final class AlertNotificationsResource extends GrafanaResource {
  private static final Permission LOOK = Permission.of("alert.notifications:look", Role.VIEWER);
  private static final Permission READ = Permission.of("alert.notifications:read", Role.EDITOR);
  private static final Permission WRITE = Permission.of("alert.notifications:write", Role.EDITOR);

  private final NotificationConfigs configs;
  private final Channels channels;
  private final RuleGroups rules;
  private final Commits commits;
  private final PublicIds ids;

  @Inject
  AlertNotificationsResource(
      GrafanaGate gate,
      NotificationConfigs configs,
      Channels channels,
      RuleGroups rules,
      Commits commits,
      PublicIds ids) {
    super(gate);
    this.configs = configs;
    this.channels = channels;
    this.rules = rules;
    this.commits = commits;
    this.ids = ids;
  }

  @Override
  protected @Nullable Verbs verbs(List<String> path) {
    if (path.getFirst().equals("alert-notifiers")) {
      return path.size() == 1 ? new Verbs().on("GET", READ, call -> types()) : null;
    }
    String last = path.getLast();
    return switch (path.size()) {
      case 1 ->
          new Verbs()
              .on("GET", READ, call -> list(call, Channel::toPlain))
              .on("POST", WRITE, call -> withJson(call, this::create));
      case 2 ->
          switch (last) {
            case "lookup" -> new Verbs().on("GET", LOOK, call -> list(call, Channel::lookup));
            case "test" -> new Verbs().on("POST", WRITE, call -> withJson(call, this::test));
            default -> numbered(last);
          };
      case 3 ->
          path.get(1).equals("uid")
              ? verbs(
                  channel -> channel.card().uid().equals(last),
                  channel ->
                      Map.of("message", "Notification deleted", "id", channel.card().number()))
              : null;
      default -> null;
    };
  }

  private Verbs numbered(String text) {
    Long number = Paths.number(text);
    if (number != null) {
      return verbs(
          channel -> channel.card().number() == number,
          channel -> Map.of("message", "Notification deleted"));
    }
    Response invalid = Errors.plain(400, "notificationId is invalid");
    return new Verbs()
        .on("GET", READ, call -> invalid)
        .on("PUT", WRITE, call -> invalid)
        .on("DELETE", WRITE, call -> invalid);
  }

  private Verbs verbs(Predicate<Channel> wanted, Function<Channel, Object> deleted) {
    return new Verbs()
        .on("GET", READ, call -> get(call, wanted))
        .on("PUT", WRITE, call -> withJson(call, (c, body) -> update(c, wanted, body)))
        .on("DELETE", WRITE, call -> delete(call, wanted, deleted));
  }

  // Reading

  private static Response types() {
    return Response.json(
        200,
        ChannelTypes.ALL.stream().filter(ChannelType::sent).map(ChannelType::toPlain).toList());
  }

  private Response list(Call call, Function<Channel, Map<String, @Nullable Object>> shown) {
    return Response.json(200, channels.all(call.org()).stream().map(shown).toList());
  }

  private Response get(Call call, Predicate<Channel> wanted) {
    return channels.all(call.org()).stream()
        .filter(wanted)
        .findFirst()
        .map(channel -> Response.json(200, channel.toPlain()))
        .orElseGet(() -> Errors.plain(404, "Alert notification not found"));
  }

  private Response shown(Call call, String uid) {
    return get(call, channel -> channel.card().uid().equals(uid));
  }

  // Writing

  private Response create(Call call, @Nullable Object body) {
    if (!(body instanceof Map<?, ?>)) return Errors.badData();
    return switch (ChannelSent.read(body, null)) {
      case Checked.Refused<ChannelSent> refused -> invalid(refused.flaws());
      case Checked.Accepted<ChannelSent>(ChannelSent sent) -> {
        ContactPoint read = sent.point();
        ContactPoint point = read.uid().isEmpty() ? read.withUid(ids.uid()) : read;
        Optional<Response> refusal =
            change(
                call.org(),
                config ->
                    config.receivers().contains(point.name())
                            || config.contactPoint(point.uid()).isPresent()
                        ? new Step.Answer(taken("Failed to create alert notification"))
                        : new Step.Save(config.with(point)));
        yield refusal.orElseGet(() -> noted(call, point.uid(), sent));
      }
    };
  }

  private Response update(Call call, Predicate<Channel> wanted, @Nullable Object body) {
    if (!(body instanceof Map<?, ?>)) return Errors.badData();
    Read read = new Read();
    Optional<Response> refusal = change(call.org(), config -> update(config, wanted, body, read));
    return refusal.orElseGet(() -> noted(call, read.uid, read.sent()));
  }

  /** What the last try read. */
  private static final class Read {
    private String uid = "";
    private @Nullable ChannelSent sent;

    ChannelSent sent() {
      if (sent == null) throw new IllegalStateException("nothing was written");
      return sent;
    }
  }

  private Step update(
      NotificationConfig config, Predicate<Channel> wanted, Object body, Read read) {
    Optional<Channel> found = channels.of(config).stream().filter(wanted).findFirst();
    if (found.isEmpty()) return new Step.Answer(missing());
    ContactPoint old = found.get().point();
    if (old.provenance() == Provenance.FILE) return new Step.Answer(fromFile());
    return switch (ChannelSent.read(body, found.get())) {
      case Checked.Refused<ChannelSent> refused -> new Step.Answer(invalid(refused.flaws()));
      case Checked.Accepted<ChannelSent>(ChannelSent sent) -> {
        String name = sent.point().name();
        if (!name.equals(old.name()) && config.receivers().contains(name)) {
          yield new Step.Answer(taken("Failed to update alert notification"));
        }
        ContactPoint point = sent.point();
        boolean moved = !point.uid().equals(old.uid());
        if (moved && config.contactPoint(point.uid()).isPresent()) {
          yield new Step.Answer(taken("Failed to update alert notification"));
        }
        read.uid = point.uid();
        read.sent = sent;
        NotificationConfig next = config.with(old, point);
        boolean renamed = !name.equals(old.name()) && config.isLast(old);
        if (!moved && !renamed) yield new Step.Save(next);
        RuleUse use = RuleUse.read(rules, config.org());
        List<StoredGroup> following = use.channelChanged(old, point, renamed);
        yield moved
            ? new Step.Move(next, use, following, found.get().card(), point.uid())
            : new Step.SaveNames(next, use, following);
      }
    };
  }

  private Response noted(Call call, String uid, ChannelSent sent) {
    return channels.note(call.org(), uid, sent.isDefault(), sent.reminder())
        ? shown(call, uid)
        : Errors.contended();
  }

  private Response delete(Call call, Predicate<Channel> wanted, Function<Channel, Object> deleted) {
    Channel[] gone = new Channel[1];
    Optional<Response> refusal =
        change(
            call.org(),
            config -> {
              Optional<Channel> found = channels.of(config).stream().filter(wanted).findFirst();
              if (found.isEmpty()) return new Step.Answer(missing());
              ContactPoint point = found.get().point();
              if (point.provenance() == Provenance.FILE) return new Step.Answer(fromFile());
              gone[0] = found.get();
              return without(config, point);
            });
    if (refusal.isPresent()) return refusal.get();
    channels.forget(call.org(), gone[0].card().uid());
    return Response.json(200, deleted.apply(gone[0]));
  }

  /** Whatever names it must not be left without it. */
  private Step without(NotificationConfig config, ContactPoint point) {
    NotificationConfig next = config.without(point);
    if (!config.isLast(point)) return new Step.Save(next);
    if (config.policies().receiversUsed().contains(point.name())) {
      return new Step.Answer(
          referenced("Contact point is currently referenced by a notification policy.", point));
    }
    RuleUse use = RuleUse.read(rules, config.org());
    return use.ofReceiver(point.name()).isEmpty()
        ? new Step.SaveNames(next, use, List.of())
        : new Step.Answer(
            referenced("Contact point is currently used by one or many alert rules.", point));
  }

  private static Response referenced(String message, ContactPoint point) {
    return Errors.known(
        409,
        "alerting.notifications.contact-points.referenced",
        message,
        Map.of("ContactPoint", point.name()));
  }

  /** Checks what would be sent. Nothing is sent yet, so no test can succeed. */
  private Response test(Call call, @Nullable Object body) {
    if (!(body instanceof Map<?, ?> sent)) return Errors.badData();
    Object number = sent.get("id");
    Channel stored =
        channels.all(call.org()).stream()
            .filter(channel -> Long.valueOf(channel.card().number()).equals(number))
            .findFirst()
            .orElse(null);
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    sent.forEach((name, value) -> named.put(String.valueOf(name), value));
    named.putIfAbsent("name", "test");
    return switch (ChannelSent.read(named, stored)) {
      case Checked.Refused<ChannelSent> refused -> invalid(refused.flaws());
      case Checked.Accepted<ChannelSent> _ ->
          Errors.plain(
              412,
              "Failed to send alert notifications: the channel is valid, but nothing is sent here yet");
    };
  }

  /** What a request wants done to the configuration. */
  private sealed interface Step {
    record Save(NotificationConfig next) implements Step {}

    /** For a name that goes or changes, with the groups whose rules follow it. */
    record SaveNames(NotificationConfig next, RuleUse use, List<StoredGroup> following)
        implements Step {}

    /** For a channel that gets another uid, which its card goes with. */
    record Move(
        NotificationConfig next,
        RuleUse use,
        List<StoredGroup> following,
        ChannelCard card,
        String uid)
        implements Step {}

    record Answer(Response response) implements Step {}
  }

  /** The answer of a step that ends it; empty when a configuration was written. */
  private Optional<Response> change(String org, Function<NotificationConfig, Step> decide) {
    return commits
        .again(() -> once(decide.apply(configs.find(org))))
        .orElseGet(() -> Optional.of(Errors.contended()));
  }

  /** What came of a step; nothing at all when somebody was faster. */
  private Optional<Optional<Response>> once(Step step) {
    Saved saved;
    switch (step) {
      case Step.Answer answer -> {
        return Optional.of(Optional.of(answer.response()));
      }
      case Step.Save save -> saved = configs.save(save.next());
      case Step.SaveNames save ->
          saved = configs.save(save.next(), save.use().locks(), save.following());
      case Step.Move move ->
          saved =
              configs.save(
                  move.next(), move.use().locks(), move.following(), move.card(), move.uid());
    }
    return switch (saved) {
      case Saved.Done _ -> Optional.of(Optional.empty());
      case Saved.TooLarge large -> Optional.of(Optional.of(Errors.tooLarge(large)));
      case Saved.Full _ -> Optional.of(Optional.of(Errors.quota()));
      case Saved.Stale _, Saved.Duplicate _ -> Optional.empty();
    };
  }

  // Refusals

  private static Response missing() {
    return Errors.plain(404, "alert notification not found");
  }

  private static Response fromFile() {
    return Errors.plain(403, "A contact point that comes from a file cannot be changed here");
  }

  private static Response taken(String message) {
    return Errors.known(409, "alerting.notifications.channels.taken", message);
  }

  private static Response invalid(List<Flaw> flaws) {
    return Errors.known(
        400,
        "alerting.notifications.channels.invalid",
        flaws.getFirst().text(),
        Map.of("Errors", flaws.stream().map(Flaw::toString).toList()));
  }
}
