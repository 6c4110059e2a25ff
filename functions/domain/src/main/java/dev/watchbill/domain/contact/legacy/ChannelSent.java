package dev.watchbill.domain.contact.legacy;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Checked.Accepted;
import dev.watchbill.domain.Checked.Refused;
import dev.watchbill.domain.Flaw.Kind;
import dev.watchbill.domain.Flaws;
import dev.watchbill.domain.PlainFields;
import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.contact.ContactPoint;
import dev.watchbill.domain.contact.ReceiverType;
import dev.watchbill.domain.contact.ReceiverTypes;
import dev.watchbill.domain.contact.SecretSettings;
import dev.watchbill.domain.policy.GoDuration;
import dev.watchbill.domain.policy.PrometheusDuration;
import dev.watchbill.domain.rule.Uids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A channel as a request brings it (spec grafana-alerting §16.5).
 *
 * @param point the integration, under the uid that was sent; a new one without any has none
 * @param reminder how often it is reminded; empty for never
 */
public record ChannelSent(ContactPoint point, boolean isDefault, String reminder) {

  /**
   * Reads a request. Whatever it does not say is as in a new channel, except secrets: those are
   * kept, and so is the uid when none is sent.
   *
   * @param stored what is replaced; null for a new one
   */
  public static Checked<ChannelSent> read(@Nullable Object plain, @Nullable Channel stored) {
    Flaws flaws = new Flaws();
    PlainFields fields = PlainFields.of(plain, "", flaws);
    String sentType = fields.text("type");
    ChannelType type = ChannelTypes.find(sentType).orElse(null);
    String name = fields.text("name");
    if (name.isBlank()) flaws.add(Kind.RULE, "name", "name is required");
    if (sentType.isEmpty()) {
      flaws.add(Kind.RULE, "type", "type is required");
    } else if (type != null && !type.sent()) {
      flaws.add(Kind.RULE, "type", "Notifications of type " + sentType + " cannot be sent");
    } else if (type == null && ReceiverTypes.find(sentType).isEmpty()) {
      flaws.add(Kind.RULE, "type", "Unsupported notification type");
    }
    String reminder = reminder(fields, flaws);
    if (!flaws.none()) return new Refused<>(flaws.list());

    ContactPoint old = stored == null ? null : stored.point();
    String receiver = ReceiverTypes.find(sentType).map(ReceiverType::name).orElse(sentType);
    Map<String, @Nullable Object> point = new LinkedHashMap<>();
    point.put("uid", fields.text("uid"));
    // Sent back unchanged, a name that was made for it is not one of its own.
    point.put("name", stored != null && name.equals(stored.name()) ? stored.point().name() : name);
    point.put("type", receiver);
    point.put("settings", settings(fields, receiver, old, flaws));
    point.put("disableResolveMessage", fields.flag("disableResolveMessage"));
    if (!flaws.none()) return new Refused<>(flaws.list());
    Provenance provenance = old == null ? Provenance.NONE : old.provenance();
    return switch (ContactPoint.read(point, old, provenance)) {
      case Refused<ContactPoint>(var found) -> new Refused<>(found);
      case Accepted<ContactPoint>(ContactPoint read) -> {
        String uid = fields.text("uid");
        if (!uid.isEmpty()) {
          Uids.flaw(uid).ifPresent(flaw -> flaws.add(Kind.RULE, "uid", flaw));
        }
        ContactPoint named = uid.isEmpty() ? read : read.withUid(uid);
        yield flaws.orElse(new ChannelSent(named, fields.flag("isDefault"), reminder));
      }
    };
  }

  private static String reminder(PlainFields fields, Flaws flaws) {
    if (!fields.flag("sendReminder")) return "";
    String text = fields.text("frequency");
    if (text.isEmpty()) {
      flaws.add(Kind.RULE, "frequency", "notification frequency not specified");
      return "";
    }
    return switch (GoDuration.parse(text)) {
      case Accepted<Duration>(Duration every) when every.toSeconds() > 0 ->
          PrometheusDuration.printWithoutYears(Duration.ofSeconds(every.toSeconds()));
      case Accepted<Duration> _ -> {
        flaws.add(Kind.RULE, "frequency", "notification frequency must be at least one second");
        yield "";
      }
      case Refused<Duration>(var found) -> {
        flaws.addAll("frequency", found);
        yield "";
      }
    };
  }

  /** Secrets may come among the settings or beside them; those that do not come are kept. */
  private static Map<String, @Nullable Object> settings(
      PlainFields fields, String receiver, @Nullable ContactPoint old, Flaws flaws) {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>(object(fields, "settings", flaws));
    Map<String, @Nullable Object> secure = object(fields, "secureSettings", flaws);
    secure.forEach((name, value) -> put(settings, name, value));
    if (old != null && old.type().equals(receiver)) {
      for (String path : old.settings().secrets().keySet()) keep(settings, path);
    }
    if (receiver.equals("slack")) mentions(settings);
    return settings;
  }

  private static void put(
      Map<String, @Nullable Object> settings, String name, @Nullable Object value) {
    settings.keySet().removeIf(key -> key.equalsIgnoreCase(name));
    settings.put(name, value);
  }

  /** Asks for the stored secret unless there is something in its place. */
  private static void keep(Map<String, @Nullable Object> settings, String path) {
    int dot = path.indexOf('.');
    String name = dot < 0 ? path : path.substring(0, dot);
    String key = settings.keySet().stream().filter(name::equalsIgnoreCase).findFirst().orElse(name);
    if (dot < 0) {
      settings.putIfAbsent(key, SecretSettings.REDACTED);
    } else if (settings.get(key) == null || settings.get(key) instanceof Map<?, ?>) {
      Map<String, @Nullable Object> inner = new LinkedHashMap<>();
      if (settings.get(key) instanceof Map<?, ?> sent) {
        sent.forEach((each, value) -> inner.put(String.valueOf(each), value));
      }
      keep(inner, path.substring(dot + 1));
      settings.put(key, inner);
    }
  }

  /** The one setting {@code mention} of old channels became three. */
  private static void mentions(Map<String, @Nullable Object> settings) {
    if (!(settings.get("mention") instanceof String mention) || mention.isBlank()) return;
    List<String> users = new ArrayList<>();
    for (String part : mention.strip().split("[\\s,]+", -1)) {
      String name = part.startsWith("@") ? part.substring(1) : part;
      if (name.equals("here") || name.equals("channel")) {
        settings.putIfAbsent("mentionChannel", name);
      } else if (!name.isEmpty()) {
        users.add(name);
      }
    }
    settings.remove("mention");
    if (!users.isEmpty()) settings.putIfAbsent("mentionUsers", String.join(",", users));
  }

  private static Map<String, @Nullable Object> object(
      PlainFields fields, String name, Flaws flaws) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    switch (fields.get(name)) {
      case Map<?, ?> map -> map.forEach((key, value) -> object.put(String.valueOf(key), value));
      case null -> {}
      default -> flaws.add(Kind.SHAPE, name, name + " must be an object");
    }
    return object;
  }
}
