package dev.watchbill.channels;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses may be called on behalf of a user: public unicast only.
 *
 * <p>An allow list for IPv6 (2000::/3 without its special blocks), a block list for IPv4 after the
 * IANA special-purpose registries. Forms that carry an IPv4 address inside (mapped, NAT64, 6to4)
 * are judged by that address; Teredo carries a server as well and is refused whole.
 */
final class AddressRules {

  private static final List<Block> REFUSED_V4 =
      List.of(
          Block.of("0.0.0.0/8", "this network"),
          Block.of("10.0.0.0/8", "private"),
          Block.of("100.64.0.0/10", "carrier-grade NAT"),
          Block.of("127.0.0.0/8", "loopback"),
          // the host agent of one cloud, a public address that answers only inside
          Block.of("168.63.129.16/32", "metadata"),
          Block.of("169.254.0.0/16", "link-local or metadata"),
          Block.of("172.16.0.0/12", "private"),
          Block.of("192.0.0.0/24", "reserved"),
          Block.of("192.0.2.0/24", "documentation"),
          Block.of("192.88.99.0/24", "6to4 relay"),
          Block.of("192.168.0.0/16", "private"),
          Block.of("198.18.0.0/15", "benchmarking"),
          Block.of("198.51.100.0/24", "documentation"),
          Block.of("203.0.113.0/24", "documentation"),
          Block.of("224.0.0.0/4", "multicast"),
          Block.of("240.0.0.0/4", "reserved"));

  private static final Block GLOBAL_V6 = Block.of("2000::/3", "global unicast");
  private static final Block NAT64 = Block.of("64:ff9b::/96", "NAT64");
  private static final Block SIX_TO_FOUR = Block.of("2002::/16", "6to4");
  private static final Block COMPATIBLE = Block.of("::/96", "IPv4-compatible");

  private static final List<Block> REFUSED_V6 =
      List.of(
          Block.of("::1/128", "loopback"),
          Block.of("2001::/23", "special purpose"),
          Block.of("2001:db8::/32", "documentation"),
          Block.of("3fff::/20", "documentation"),
          Block.of("fc00::/7", "private"),
          Block.of("fe80::/10", "link-local"),
          Block.of("fec0::/10", "site-local"),
          Block.of("ff00::/8", "multicast"));

  private AddressRules() {}

  /**
   * Why this address must not be called, or empty when it may be.
   *
   * @param allowLoopback lets 127.0.0.0/8 and ::1 through
   */
  static Optional<String> refusal(InetAddress address, boolean allowLoopback) {
    byte[] bytes = address.getAddress();
    if (allowLoopback && address.isLoopbackAddress()) return Optional.empty();
    return (bytes.length == 4 ? refusalV4(bytes) : refusalV6(bytes))
        .map(why -> address.getHostAddress() + " is not a public address (" + why + ")");
  }

  private static Optional<String> refusalV4(byte[] bytes) {
    return REFUSED_V4.stream().filter(block -> block.holds(bytes)).map(Block::name).findFirst();
  }

  private static Optional<String> refusalV6(byte[] bytes) {
    for (Block block : REFUSED_V6) {
      if (block.holds(bytes)) return Optional.of(block.name());
    }
    if (NAT64.holds(bytes)) return refusalV4(Arrays.copyOfRange(bytes, 12, 16));
    if (SIX_TO_FOUR.holds(bytes)) return refusalV4(Arrays.copyOfRange(bytes, 2, 6));
    if (COMPATIBLE.holds(bytes)) return Optional.of(COMPATIBLE.name());
    return GLOBAL_V6.holds(bytes) ? Optional.empty() : Optional.of("not global unicast");
  }

  private record Block(byte[] prefix, int bits, String name) {

    static Block of(String cidr, String name) {
      int slash = cidr.indexOf('/');
      try {
        byte[] prefix = InetAddress.getByName(cidr.substring(0, slash)).getAddress();
        return new Block(prefix, Integer.parseInt(cidr.substring(slash + 1)), name);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(cidr, e);
      }
    }

    boolean holds(byte[] address) {
      if (address.length != prefix.length) return false;
      for (int bit = 0; bit < bits; bit += 8) {
        int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit)) & 0xff;
        if (((address[bit / 8] ^ prefix[bit / 8]) & mask) != 0) return false;
      }
      return true;
    }
  }
}
