package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.IanaZones;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.User;
import dev.watchbill.handlers.http.Fields;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members that describe a person, in users and in the admin of a new organisation. */
final class PersonFields {
  private static final int LONGEST = 200;
  private static final int LONGEST_EMAIL = 254;

  /** A new user as the body describes it. */
  static User read(Fields in, String id, String org, long number, Role ifAbsent, Instant now) {
    return new User(
        id,
        org,
        number,
        in.text("username", LONGEST),
        email(in, in.text("email", LONGEST_EMAIL)),
        name(in, ""),
        role(in, ifAbsent),
        zone(in, null),
        avatar(in, ""),
        now,
        1);
  }

  /** The user as the body wants it to become; what is absent stays. */
  static User change(Fields in, User old) {
    return new User(
        old.id(),
        old.org(),
        old.grafanaId(),
        in.text("username", LONGEST, old.username()),
        email(in, in.text("email", LONGEST_EMAIL, old.email())),
        name(in, old.name()),
        role(in, old.role()),
        zone(in, old.timezone()),
        avatar(in, old.avatarUrl()),
        old.createdAt(),
        old.version());
  }

  private static String email(Fields in, String email) {
    if (!email.isEmpty() && !plausible(email)) in.error("email", "Enter a valid email address.");
    return email;
  }

  /** Whether a text can be a mail address at all. */
  static boolean plausible(String email) {
    int at = email.lastIndexOf('@');
    return at > 0 && at < email.length() - 1 && email.chars().noneMatch(c -> c <= ' ' || c == 127);
  }

  private static String name(Fields in, String ifAbsent) {
    return blankable(in, "name", ifAbsent);
  }

  private static String avatar(Fields in, String ifAbsent) {
    return blankable(in, "avatar_url", ifAbsent);
  }

  private static String blankable(Fields in, String field, String ifAbsent) {
    if (!in.has(field)) return ifAbsent;
    String text = in.reference(field, null);
    return text == null ? "" : text;
  }

  private static Role role(Fields in, Role ifAbsent) {
    if (!in.has("role")) return ifAbsent;
    String slug = in.text("role", LONGEST, ifAbsent.slug());
    Optional<Role> role = Role.of(slug);
    if (role.isEmpty()) in.error("role", "\"" + slug + "\" is not a valid choice.");
    return role.orElse(ifAbsent);
  }

  private static @Nullable String zone(Fields in, @Nullable String ifAbsent) {
    String asked = in.reference("timezone", ifAbsent);
    if (asked == null) return null;
    Optional<String> name = IanaZones.spelled(asked);
    if (name.isEmpty()) in.error("timezone", "Invalid timezone");
    return name.orElse(null);
  }

  private PersonFields() {}
}
