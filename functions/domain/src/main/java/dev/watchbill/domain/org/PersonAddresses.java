package dev.watchbill.domain.org;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All addresses of one person but the mail address of the user itself, which counts as verified.
 *
 * @param addresses in the order in which they were added
 * @param version 0 while the person never had any
 */
public record PersonAddresses(String org, String userId, List<Address> addresses, long version) {

  /** The most addresses of one person. */
  public static final int LIMIT = 50;

  public PersonAddresses {
    addresses = List.copyOf(addresses);
  }

  /** Those of a kind that may be used, the sure ones first. */
  public List<Address> usable(AddressKind kind) {
    return addresses.stream()
        .filter(each -> each.kind() == kind)
        .filter(
            each -> each.state() == Address.State.VERIFIED || each.state() == Address.State.SUSPECT)
        .sorted(Comparator.comparing(Address::state))
        .toList();
  }

  public Optional<Address> find(String id) {
    return addresses.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /** With this one new, or in the place of the one with its id. */
  public PersonAddresses with(Address address) {
    List<Address> next = new ArrayList<>(addresses);
    next.replaceAll(each -> each.id().equals(address.id()) ? address : each);
    if (find(address.id()).isEmpty()) next.add(address);
    return new PersonAddresses(org, userId, next, version);
  }

  public PersonAddresses without(String id) {
    return new PersonAddresses(
        org, userId, addresses.stream().filter(each -> !each.id().equals(id)).toList(), version);
  }

  /** With this one as the only one of its kind; null = with none of it. */
  public PersonAddresses only(AddressKind kind, @Nullable Address address) {
    List<Address> next =
        new ArrayList<>(addresses.stream().filter(each -> each.kind() != kind).toList());
    if (address != null) next.add(address);
    return new PersonAddresses(org, userId, next, version);
  }
}
