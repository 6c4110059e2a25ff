package dev.watchbill.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.100.100.200",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.169.254",
        "169.254.170.2",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.168.1.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.19.255.255",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::a00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "2002:a9fe:a9fe::",
        "3fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void refusesEverythingThatIsNotPublic(String literal) throws Exception {
    assertThat(AddressRules.refusal(InetAddress.ofLiteral(literal), false)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2002:808:808::1",
        "2606:4700:4700::1111",
        "2a00:1450:4001::1"
      })
  void letsPublicAddressesThrough(String literal) {
    assertThat(AddressRules.refusal(InetAddress.ofLiteral(literal), false)).isEmpty();
  }

  @Test
  void theLoopbackSwitchOpensLoopbackAndNothingElse() {
    assertThat(AddressRules.refusal(InetAddress.ofLiteral("127.0.0.1"), true)).isEmpty();
    assertThat(AddressRules.refusal(InetAddress.ofLiteral("::1"), true)).isEmpty();
    assertThat(AddressRules.refusal(InetAddress.ofLiteral("::7f00:1"), true)).isPresent();
    assertThat(AddressRules.refusal(InetAddress.ofLiteral("10.0.0.1"), true)).isPresent();
    assertThat(AddressRules.refusal(InetAddress.ofLiteral("169.254.169.254"), true)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://127.0.1/",
        "http://127.0.0.1./",
        "http://127.0.0.256/",
        "http://1.2.3.4.5/",
        "http://example.0x1/",
        "http://user@example.com/",
        "http://user:secret@example.com/",
        "http://[fe80::1%25eth0]/",
        "http:///path",
        "http://exa_mple/",
        "http://１２７.0.0.1/",
        "http://example.com:0/",
        "http://example.com:65536/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "mailto:someone@example.com",
        "/relative"
      })
  void refusesAmbiguousSpellings(String url) {
    assertThatThrownBy(() -> Target.of(URI.create(url))).isInstanceOf(RefusedTarget.class);
  }

  @Test
  void readsAnAddressOnceAndForAll() throws Exception {
    Target target = Target.of(URI.create("HTTPS://Example.COM:8443/a%2Fb?q=%20#fragment"));
    assertThat(target.https()).isTrue();
    assertThat(target.hostHeader()).isEqualTo("example.com:8443");
    assertThat(target.pathAndQuery()).isEqualTo("/a%2Fb?q=%20");
    assertThat(target.literal()).isNull();
    assertThat(Target.of(URI.create("http://example.com")).pathAndQuery()).isEqualTo("/");
    assertThat(Target.of(URI.create("http://[::ffff:127.0.0.1]/")).literal())
        .isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
    assertThat(Target.of(URI.create("http://8.8.8.8/")).literal())
        .isEqualTo(InetAddress.ofLiteral("8.8.8.8"));
  }
}
