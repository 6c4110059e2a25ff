package dev.watchbill.storage;

import dev.watchbill.domain.org.Address;
import dev.watchbill.domain.org.AddressKind;
import dev.watchbill.domain.org.PersonAddresses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** How the addresses of a person are stored: one row; those that are keys are sealed. */
final class AddressesShape implements RowShape<PersonAddresses> {

  static final String KIND = "addresses";

  private final Supplier<SecretBox> secrets;

  AddressesShape(SecretBox secrets) {
    this(() -> secrets);
  }

  /** Asks for what seals only when there is something to seal. */
  AddressesShape(Supplier<SecretBox> secrets) {
    this.secrets = secrets;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String org(PersonAddresses addresses) {
    return addresses.org();
  }

  @Override
  public String id(PersonAddresses addresses) {
    return addresses.userId();
  }

  @Override
  public long version(PersonAddresses addresses) {
    return addresses.version();
  }

  @Override
  public void write(PersonAddresses addresses, Item.Builder to) {
    List<Map<String, Object>> written = new ArrayList<>();
    for (Address address : addresses.addresses()) {
      Map<String, Object> map = new TreeMap<>();
      map.put("id", address.id());
      map.put("kind", address.kind().slug());
      map.put(
          "value", address.kind().secret() ? secrets.get().seal(address.value()) : address.value());
      map.put("state", address.state().slug());
      map.put("made", address.createdAt().toString());
      if (address.note() != null) map.put("note", address.note());
      if (address.verifiedAt() != null) map.put("verified", address.verifiedAt().toString());
      written.add(map);
    }
    to.set("all", written)
        .set(
            CREATED,
            addresses.addresses().isEmpty()
                ? Instant.EPOCH
                : addresses.addresses().getFirst().createdAt());
  }

  @Override
  public PersonAddresses read(String org, Item item) {
    List<Address> addresses = new ArrayList<>();
    for (Object each : item.list("all")) {
      if (!(each instanceof Map<?, ?> map)) throw new IllegalStateException("an address is no map");
      AddressKind kind = AddressKind.ofSlug(String.valueOf(map.get("kind"))).orElseThrow();
      String value = String.valueOf(map.get("value"));
      addresses.add(
          new Address(
              String.valueOf(map.get("id")),
              kind,
              kind.secret() ? secrets.get().openOrKeep(value) : value,
              Address.State.ofSlug(String.valueOf(map.get("state"))).orElseThrow(),
              map.get("note") instanceof String note ? note : null,
              map.get("verified") instanceof String at ? Instant.parse(at) : null,
              Instant.parse(String.valueOf(map.get("made")))));
    }
    return new PersonAddresses(org, item.key().sk(), addresses, item.version());
  }
}
