package dev.watchbill.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names mean what {@link #names} says; connections to public addresses end at the scripted peer on
 * this machine, so that no test leaves it.
 */
class SafeHttpTest {

  private static final InetAddress PUBLIC = InetAddress.ofLiteral("93.184.216.34");
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final Map<String, List<List<InetAddress>>> names = new HashMap<>();
  private final List<String> lookups = new ArrayList<>();
  private final List<InetSocketAddress> connections = new ArrayList<>();
  private final ScriptedPeer peer = new ScriptedPeer();
  private SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();

  @AfterEach
  void close() throws IOException {
    peer.close();
  }

  @Test
  void connectsToTheAddressThatWasCheckedUnderItsName() throws Exception {
    name("hook.example", PUBLIC);
    peer.answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Two: a\r\nX-Two: b\r\n\r\nok");

    var response = client().send(post("http://hook.example:8080/a%2Fb?x=1"));

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).asString().isEqualTo("ok");
    assertThat(response.headers().get("x-two")).containsExactly("a", "b");
    assertThat(connections).containsExactly(new InetSocketAddress(PUBLIC, 8080));
    assertThat(peer.request(0))
        .startsWith("POST /a%2Fb?x=1 HTTP/1.1\r\nHost: hook.example:8080\r\n")
        .contains("\r\nContent-Type: application/json\r\n")
        .contains("\r\nContent-Length: 7\r\n")
        .endsWith("\r\n\r\n{\"a\":1}");
  }

  /** DNS rebinding: the second answer of the name service would be loopback. Nobody asks twice. */
  @Test
  void aNameThatChangesItsMindIsAskedOnce() throws Exception {
    names.put("rebind.example", new ArrayList<>(List.of(List.of(PUBLIC), List.of(LOOPBACK))));
    peer.answers("HTTP/1.1 204 No Content\r\n\r\n");

    assertThat(client().send(get("http://rebind.example/")).status()).isEqualTo(204);

    assertThat(lookups).containsExactly("rebind.example");
    assertThat(connections).containsExactly(new InetSocketAddress(PUBLIC, 80));
  }

  @Test
  void aNameWithOneForbiddenAddressIsRefusedWhole() {
    name("mixed.example", PUBLIC, InetAddress.ofLiteral("10.0.0.1"));
    refused("http://mixed.example/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://2130706433/",
        "http://0x7f.1/",
        "https://10.1.2.3/"
      })
  void forbiddenLiteralsAreRefusedWithoutALookUp(String url) {
    refused(url);
    assertThat(lookups).isEmpty();
  }

  @Test
  void aRedirectIsCheckedLikeAFirstCall() throws Exception {
    name("hook.example", PUBLIC);
    name("inside.example", InetAddress.ofLiteral("192.168.0.7"));
    peer.answers("HTTP/1.1 302 Found\r\nLocation: http://inside.example/\r\n\r\n");
    assertThatThrownBy(() -> client().send(get("http://hook.example/")))
        .isInstanceOf(RefusedTarget.class)
        .hasMessageContaining("192.168.0.7");
    assertThat(connections).hasSize(1);
  }

  @Test
  void aSecondLookUpForARedirectToTheSameNameIsCheckedToo() {
    names.put("rebind.example", new ArrayList<>(List.of(List.of(PUBLIC), List.of(LOOPBACK))));
    peer.answers("HTTP/1.1 307 Again\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n");
    assertThatThrownBy(() -> client().send(get("http://rebind.example/")))
        .isInstanceOf(RefusedTarget.class);
    assertThat(connections).hasSize(1);
  }

  @Test
  void redirectsEnd() {
    name("hook.example", PUBLIC);
    for (int i = 0; i < 4; i++) {
      peer.answers("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n");
    }
    assertThatThrownBy(() -> client().send(get("http://hook.example/")))
        .isInstanceOf(RefusedTarget.class)
        .hasMessage("too many redirects");
    assertThat(connections).hasSize(4);
  }

  @Test
  void olderRedirectsTurnAPostIntoAGetAndNewerOnesRepeatIt() throws Exception {
    name("hook.example", PUBLIC);
    peer.answers("HTTP/1.1 303 See\r\nLocation: /seen\r\nContent-Length: 0\r\n\r\n");
    peer.answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    client().send(post("http://hook.example/"));
    assertThat(peer.request(1)).startsWith("GET /seen ").doesNotContain("Content-");

    peer.answers("HTTP/1.1 308 There\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n");
    peer.answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    client().send(post("http://hook.example/"));
    assertThat(peer.request(3)).startsWith("POST /there ").endsWith("{\"a\":1}");
  }

  @Test
  void anotherOriginDoesNotSeeTheSecrets() throws Exception {
    name("hook.example", PUBLIC);
    name("other.example", PUBLIC);
    peer.answers("HTTP/1.1 307 X\r\nLocation: http://other.example/\r\nContent-Length: 0\r\n\r\n");
    peer.answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    client().send(post("http://hook.example/"));
    assertThat(peer.request(0)).contains("X-Key: secret").contains("Authorization: Bearer t");
    assertThat(peer.request(1)).doesNotContain("secret").doesNotContain("Bearer");
    assertThat(peer.request(1)).contains("Content-Type: application/json");
  }

  @Test
  void httpsOnlyHoldsForRedirectsAsWell() {
    refusedBy(SafeHttp.Limits.DEFAULT.withHttpsOnly(), "http://hook.example/");
    assertThat(lookups).isEmpty();
  }

  @Test
  void theLoopbackSwitchIsForTheLocalRunner() throws Exception {
    peer.answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    var local = client(SafeHttp.Limits.DEFAULT.withLoopback(true));
    assertThat(local.send(get("http://127.0.0.1/")).status()).isEqualTo(200);
    assertThatThrownBy(() -> local.send(get("http://10.0.0.1/"))).isInstanceOf(RefusedTarget.class);
  }

  @Test
  void theCertificateMustBeForTheName(@TempDir Path folder) throws Exception {
    SSLContext context = SelfMadeCertificate.of("hook.example", folder).context();
    tls = context.getSocketFactory();
    name("hook.example", PUBLIC);
    name("other.example", PUBLIC);
    peer.secure(context);

    peer.answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    assertThat(client().send(get("https://hook.example/")).body()).asString().isEqualTo("ok");
    assertThat(peer.serverNames()).containsExactly("hook.example");
    assertThat(connections).containsExactly(new InetSocketAddress(PUBLIC, 443));

    peer.answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    assertThatThrownBy(() -> client().send(get("https://other.example/")))
        .hasCauseInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void anUnknownCertificateIsRefused(@TempDir Path folder) throws Exception {
    name("hook.example", PUBLIC);
    peer.secure(SelfMadeCertificate.of("hook.example", folder).context());
    peer.answers("HTTP/1.1 200 OK\r\n\r\n");
    assertThatThrownBy(() -> client().send(get("https://hook.example/")))
        .hasCauseInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void aLongAnswerIsCut() throws Exception {
    name("hook.example", PUBLIC);
    var small = client(SafeHttp.Limits.DEFAULT.withBodyBytes(10));
    for (String answer :
        List.of(
            "Content-Length: 50\r\n\r\n" + "x".repeat(50),
            "\r\n" + "x".repeat(50),
            "Transfer-Encoding: chunked\r\n\r\n8\r\nxxxxxxxx\r\n8\r\nxxxxxxxx\r\n0\r\n\r\n")) {
      peer.answers("HTTP/1.1 200 OK\r\n" + answer);
      var response = small.send(get("http://hook.example/"));
      assertThat(response.body()).asString().isEqualTo("xxxxxxxxxx");
      assertThat(response.truncated()).isTrue();
    }
  }

  @Test
  void anAnswerOfExactlyTheLimitIsWhole() throws Exception {
    name("hook.example", PUBLIC);
    var small = client(SafeHttp.Limits.DEFAULT.withBodyBytes(4));
    for (String answer :
        List.of(
            "Content-Length: 4\r\n\r\nfour",
            "\r\nfour",
            "Transfer-Encoding: chunked\r\n\r\n2;ext=1\r\nfo\r\n2\r\nur\r\n0\r\nT: r\r\n\r\n")) {
      peer.answers("HTTP/1.1 200 OK\r\n" + answer);
      var response = small.send(get("http://hook.example/"));
      assertThat(response.body()).asString().isEqualTo("four");
      assertThat(response.truncated()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SSH-2.0-OpenSSH\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\n: nameless\r\n\r\n"
      })
  void whatIsNotHttpIsAnError(String answer) {
    name("hook.example", PUBLIC);
    peer.answers(answer);
    assertThatThrownBy(() -> client().send(get("http://hook.example/")))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(RefusedTarget.class);
  }

  @Test
  void headersOfAPeerAreBounded() {
    name("hook.example", PUBLIC);
    peer.answers("HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
    peer.answers("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(200) + "\r\n");
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> client().send(get("http://hook.example/")))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void interimAnswersAreSkipped() throws Exception {
    name("hook.example", PUBLIC);
    peer.answers("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Made\r\nContent-Length: 0\r\n\r\n");
    assertThat(client().send(get("http://hook.example/")).status()).isEqualTo(201);
  }

  @Test
  void aPeerThatNeverAnswersIsGivenUp() {
    name("hook.example", PUBLIC);
    peer.staysSilent();
    var hasty = client(SafeHttp.Limits.DEFAULT.withTotal(Duration.ofMillis(200)));
    assertThatThrownBy(() -> hasty.send(get("http://hook.example/")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("within 200 ms");
  }

  @Test
  void lineBreaksCannotSmuggleHeaders() {
    name("hook.example", PUBLIC);
    for (var headers : List.of(Map.of("X", "a\r\nY: b"), Map.of("X\r\nY", "a"))) {
      var request =
          new SafeHttp.Request("GET", URI.create("http://hook.example/"), headers, new byte[0]);
      assertThatThrownBy(() -> client().send(request)).isInstanceOf(IOException.class);
    }
    assertThat(peer.requests()).isZero();
  }

  @Test
  void framingBelongsToTheClient() throws Exception {
    name("hook.example", PUBLIC);
    peer.answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    var headers = Map.of("Host", "evil", "Content-Length", "99", "Transfer-Encoding", "chunked");
    client()
        .send(
            new SafeHttp.Request(
                "PUT",
                URI.create("http://hook.example/"),
                headers,
                "x".getBytes(StandardCharsets.UTF_8)));
    assertThat(peer.request(0))
        .contains("Host: hook.example\r\n")
        .contains("Content-Length: 1\r\n")
        .doesNotContain("evil")
        .doesNotContain("chunked");
  }

  private void name(String host, InetAddress... addresses) {
    names.put(host, new ArrayList<>(List.of(List.of(addresses))));
  }

  private void refused(String url) {
    refusedBy(SafeHttp.Limits.DEFAULT, url);
  }

  private void refusedBy(SafeHttp.Limits limits, String url) {
    assertThatThrownBy(() -> client(limits).send(get(url))).isInstanceOf(RefusedTarget.class);
    assertThat(connections).isEmpty();
  }

  private SafeHttp client() {
    return client(SafeHttp.Limits.DEFAULT);
  }

  private SafeHttp client(SafeHttp.Limits limits) {
    return new SafeHttp(limits, this::lookUp, this::connect, tls);
  }

  /** Answers in turn; the last answer of a name stays. */
  private List<InetAddress> lookUp(String host) throws IOException {
    lookups.add(host);
    List<List<InetAddress>> answers = names.get(host);
    if (answers == null) throw new IOException("no such name: " + host);
    return answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
  }

  private Socket connect(InetAddress address, int port, Duration timeout) throws IOException {
    connections.add(new InetSocketAddress(address, port));
    Socket socket = new Socket();
    socket.connect(peer.address(), Math.toIntExact(timeout.toMillis()));
    return socket;
  }

  private static SafeHttp.Request get(String url) {
    return SafeHttp.Request.get(URI.create(url));
  }

  private static SafeHttp.Request post(String url) {
    return new SafeHttp.Request(
        "POST",
        URI.create(url),
        Map.of(
            "Content-Type", "application/json",
            "Authorization", "Bearer t",
            "X-Key", "secret"),
        "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
  }
}
