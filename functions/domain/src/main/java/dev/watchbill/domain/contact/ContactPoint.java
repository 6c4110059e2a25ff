package dev.watchbill.domain.contact;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Flaw.Kind;
import dev.watchbill.domain.Flaws;
import dev.watchbill.domain.PlainFields;
import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.rule.Uids;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One integration of a contact point: what the API calls a contact point is a name, shared by
 * several of these (spec grafana-alerting §3).
 *
 * @param uid empty until one is given
 * @param name what policies and rules refer to
 * @param type a name of {@link ReceiverTypes}, as it was sent
 */
public record ContactPoint(
    String uid,
    String name,
    String type,
    SecretSettings settings,
    boolean disableResolveMessage,
    Provenance provenance) {

  /** What a new organisation has (§3.6). */
  public static final String DEFAULT_NAME = "grafana-default-email";

  /** Longest name, in characters. */
  public static final int LONGEST_NAME = 1024;

  /** The default contact point, without a uid yet. */
  public static ContactPoint initial() {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    settings.put("addresses", "<example@email.com>");
    return new ContactPoint(
        "", DEFAULT_NAME, "email", new SecretSettings(settings, Map.of()), false, Provenance.NONE);
  }

  /**
   * Reads the body of a request.
   *
   * @param stored what is replaced, whose secrets are kept where they come back redacted; null for
   *     a new one. A redacted secret that stands for none is refused
   */
  public static Checked<ContactPoint> read(
      @Nullable Object plain, @Nullable ContactPoint stored, Provenance provenance) {
    Flaws flaws = new Flaws();
    PlainFields fields = PlainFields.of(plain, "", flaws);
    String uid = stored == null ? fields.text("uid") : stored.uid;
    if (!uid.isEmpty()) {
      Uids.flaw(uid).ifPresent(flaw -> flaws.add(Kind.RULE, "uid", flaw));
    }
    String name = fields.text("name");
    if (name.isEmpty()) {
      flaws.add(Kind.RULE, "name", "name should not be an empty string");
    } else if (name.length() > LONGEST_NAME) {
      flaws.add(Kind.LIMIT, "name", "a name has at most " + LONGEST_NAME + " characters");
    }
    String type = fields.text("type");
    Map<String, @Nullable Object> sent = settings(fields, flaws);
    SecretSettings settings = new SecretSettings(sent, Map.of());
    if (type.isEmpty()) {
      flaws.add(Kind.RULE, "type", "type should not be an empty string");
    } else {
      ReceiverType receiver = ReceiverTypes.find(type).orElse(null);
      if (receiver == null) {
        flaws.add(Kind.RULE, "type", "unknown type '" + type + "'");
      } else if (fields.has("settings")) {
        Map<String, String> kept = stored == null ? Map.of() : stored.settings.secrets();
        for (String path : SecretSettings.missing(receiver, sent, kept)) {
          String flaw =
              "settings.%s is %s, but no secret is stored there"
                  .formatted(path, SecretSettings.REDACTED);
          flaws.add(Kind.RULE, "settings." + path, flaw);
        }
        settings = SecretSettings.of(receiver, sent, kept);
        check(receiver, sent, settings, flaws);
      }
    }
    return flaws.orElse(
        new ContactPoint(
            uid, name, type, settings, fields.flag("disableResolveMessage"), provenance));
  }

  /**
   * What was sent is checked for its types, since a secret that is no text is not kept, and what
   * will be stored for its content.
   */
  private static void check(
      ReceiverType type, Map<String, @Nullable Object> sent, SecretSettings settings, Flaws flaws) {
    Flaws shape = new Flaws();
    SettingsCheck.check(type, sent, "settings", shape);
    boolean misshapen = shape.list().stream().anyMatch(flaw -> flaw.kind() == Kind.SHAPE);
    if (misshapen) {
      flaws.addAll("", shape.list());
    } else {
      SettingsCheck.check(type, settings.revealed(), "settings", flaws);
    }
  }

  @SuppressWarnings("unchecked") // JSON objects have text keys
  private static Map<String, @Nullable Object> settings(PlainFields fields, Flaws flaws) {
    Object settings = fields.get("settings");
    if (settings instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    if (settings == null) {
      flaws.add(Kind.RULE, "settings", "settings should not be empty");
    } else {
      flaws.add(Kind.SHAPE, "settings", "settings must be an object");
    }
    return Map.of();
  }

  /** The same under another uid. */
  public ContactPoint withUid(String given) {
    return new ContactPoint(given, name, type, settings, disableResolveMessage, provenance);
  }

  /** The same under another name. */
  public ContactPoint withName(String given) {
    return new ContactPoint(uid, given, type, settings, disableResolveMessage, provenance);
  }

  /** The form of answers; secrets read {@value SecretSettings#REDACTED}. */
  public Map<String, @Nullable Object> toPlain() {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("uid", uid);
    plain.put("name", name);
    plain.put("type", type);
    plain.put("settings", settings.redacted());
    plain.put("disableResolveMessage", disableResolveMessage);
    if (provenance != Provenance.NONE) {
      plain.put("provenance", provenance.wire());
    }
    return plain;
  }
}
