package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.exists;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.Addresses;
import dev.watchbill.domain.org.PersonAddresses;
import java.util.List;
import java.util.function.Supplier;

/** Addresses in the table; the race with the end of their person is that of the rules. */
public final class DynamoAddresses implements Addresses {

  private final ConfigRows<PersonAddresses> rows;

  public DynamoAddresses(Table table, Supplier<SecretBox> secrets) {
    rows = new ConfigRows<>(table, new AddressesShape(secrets));
  }

  @Override
  public PersonAddresses of(String org, String userId) {
    return rows.find(org, userId).orElseGet(() -> new PersonAddresses(org, userId, List.of(), 0));
  }

  @Override
  public List<PersonAddresses> all(String org) {
    return rows.all(org);
  }

  @Override
  public Saved replace(PersonAddresses addresses) {
    List<Write> person =
        List.of(
            Write.check(
                Keys.row(addresses.org(), DynamoUsers.Shape.KIND, addresses.userId()), exists()));
    Saved saved =
        addresses.version() == 0
            ? rows.create(
                new PersonAddresses(addresses.org(), addresses.userId(), addresses.addresses(), 1),
                person)
            : rows.replace(addresses, person);
    return saved instanceof Saved.Duplicate ? new Saved.Stale() : saved;
  }

  @Override
  public Saved delete(PersonAddresses addresses) {
    return rows.delete(addresses);
  }
}
