package dev.watchbill.storage;

import dev.watchbill.domain.Unopened;
import dev.watchbill.domain.contact.ContactPoint;
import dev.watchbill.domain.contact.SecretSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A contact point as part of a row; its secrets are sealed one by one. */
final class ContactPointShape {
  private final SecretBox secrets;

  ContactPointShape(SecretBox secrets) {
    this.secrets = secrets;
  }

  Map<String, @Nullable Object> plain(ContactPoint point) {
    Map<String, String> sealed = new TreeMap<>();
    point.settings().secrets().forEach((path, secret) -> sealed.put(path, secrets.seal(secret)));
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("uid", point.uid());
    plain.put("name", point.name());
    plain.put("type", point.type());
    plain.put("shown", point.settings().shown());
    plain.put("sealed", sealed);
    plain.put("disableResolveMessage", point.disableResolveMessage());
    plain.put("provenance", point.provenance().wire());
    return plain;
  }

  ContactPoint read(StoredFields point) {
    Map<String, String> opened = new TreeMap<>();
    point
        .textsByName("sealed")
        .forEach(
            (path, locked) -> {
              String secret = secrets.openOrKeep(locked);
              if (Unopened.is(secret)) point.damaged("sealed." + path);
              opened.put(path, secret);
            });
    return new ContactPoint(
        point.name("uid"),
        point.name("name"),
        point.text("type"),
        new SecretSettings(point.members("shown"), opened),
        point.flag("disableResolveMessage"),
        point.provenance());
  }
}
