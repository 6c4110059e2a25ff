package dev.watchbill.channels;

import dev.watchbill.domain.LetterCase;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * The one outbound HTTP client for addresses that users name.
 *
 * <p>A name is resolved once; every address it has is checked ({@link AddressRules}); the
 * connection goes to a checked address, never to the name again, so that a second answer of the
 * name service cannot move it (DNS rebinding). The Host header, the TLS server name and the
 * certificate check still use the name. A redirect starts over with the same checks. No connection
 * is kept: nothing is open when a function is snapshotted.
 */
public final class SafeHttp {

  /** Looks a name up. Injected so that tests decide what names mean. */
  public interface Resolver {
    List<InetAddress> resolve(String host) throws IOException;
  }

  /** Opens a connection to an address that was checked. */
  interface Connector {
    Socket connect(InetAddress address, int port, Duration timeout) throws IOException;
  }

  /**
   * What a call may cost and where it may go.
   *
   * @param total the time for everything: look-up, redirects, the last byte of the answer
   * @param redirects how many redirects are followed; the next one is an error
   * @param bodyBytes how much of a body is kept; the rest is not read
   * @param allowLoopback only for the local runner: 127.0.0.0/8 and ::1 may be called
   */
  public record Limits(
      Duration connect,
      Duration total,
      int redirects,
      int bodyBytes,
      boolean httpsOnly,
      boolean allowLoopback) {

    /** 5 s to connect, 15 s in all, 3 redirects, 256 KiB of answer, public addresses only. */
    public static final Limits DEFAULT =
        new Limits(Duration.ofSeconds(5), Duration.ofSeconds(15), 3, 262_144, false, false);

    public Limits withHttpsOnly() {
      return new Limits(connect, total, redirects, bodyBytes, true, allowLoopback);
    }

    public Limits withLoopback(boolean allowed) {
      return new Limits(connect, total, redirects, bodyBytes, httpsOnly, allowed);
    }

    public Limits withTotal(Duration most) {
      return new Limits(connect, most, redirects, bodyBytes, httpsOnly, allowLoopback);
    }

    public Limits withBodyBytes(int most) {
      return new Limits(connect, total, redirects, most, httpsOnly, allowLoopback);
    }
  }

  /** A call to make. Header names and values must be plain text without line breaks. */
  public record Request(String method, URI uri, Map<String, String> headers, byte[] body) {

    public static Request get(URI uri) {
      return new Request("GET", uri, Map.of(), new byte[0]);
    }
  }

  /**
   * What came back.
   *
   * @param headers by lower-case name
   * @param truncated the body was longer than the limit and ends early here
   */
  public record Response(
      int status, Map<String, List<String>> headers, byte[] body, boolean truncated) {

    /** The first value of a header. */
    public Optional<String> header(String lowerCaseName) {
      return headers.getOrDefault(lowerCaseName, List.of()).stream().findFirst();
    }
  }

  private static final int ADDRESSES_TRIED = 3;

  private final Limits limits;
  private final Resolver resolver;
  private final Connector connector;
  private final SSLSocketFactory tls;

  /** A client on the machine's own name service and trust store. */
  public SafeHttp(Limits limits) {
    this(
        limits,
        host -> List.of(InetAddress.getAllByName(host)),
        SafeHttp::open,
        (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /** The same client with other limits. */
  public SafeHttp limited(UnaryOperator<Limits> change) {
    return new SafeHttp(change.apply(limits), resolver, connector, tls);
  }

  SafeHttp(Limits limits, Resolver resolver, Connector connector, SSLSocketFactory tls) {
    this.limits = limits;
    this.resolver = resolver;
    this.connector = connector;
    this.tls = tls;
  }

  /**
   * Makes the call and follows its redirects.
   *
   * @throws RefusedTarget when it would go where it must not
   * @throws IOException when it fails, takes too long or answers with something that is not HTTP
   */
  public Response send(Request request) throws IOException {
    try {
      return Bounded.run(limits.total(), () -> follow(request));
    } catch (TimeoutException e) {
      throw new InterruptedIOException("no answer within " + limits.total().toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RefusedTarget refused -> throw refused;
        case IOException io -> throw new IOException(io.getMessage(), io);
        case RuntimeException bug -> throw bug;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  private Response follow(Request first) throws IOException {
    Request request = first;
    for (int hop = 0; ; hop++) {
      Target target = Target.of(request.uri());
      Response response = exchange(target, request);
      String location = response.header("location").orElse("");
      if (!redirects(response.status()) || location.isEmpty()) return response;
      if (hop == limits.redirects()) throw new RefusedTarget("too many redirects");
      request = redirected(request, target, response.status(), location);
    }
  }

  private Response exchange(Target target, Request request) throws IOException {
    if (limits.httpsOnly() && !target.https()) {
      throw new RefusedTarget("only https addresses can be called");
    }
    try (Socket plain = connect(connector, checked(target), target.port(), limits.connect())) {
      if (!target.https()) return HttpWire.exchange(plain, target, request, limits.bodyBytes());
      boolean named = target.literal() == null;
      try (SSLSocket secure = handshake(tls, plain, target.host(), target.port(), named)) {
        return HttpWire.exchange(secure, target, request, limits.bodyBytes());
      }
    }
  }

  /**
   * The addresses of the target, all of them public. One bad address among good ones refuses the
   * name: which of them is used must not depend on luck.
   */
  private List<InetAddress> checked(Target target) throws IOException {
    InetAddress literal = target.literal();
    List<InetAddress> addresses =
        literal == null ? resolver.resolve(target.host()) : List.of(literal);
    if (addresses.isEmpty()) throw new IOException(target.host() + " has no address");
    for (InetAddress address : addresses) {
      Optional<String> refusal = AddressRules.refusal(address, limits.allowLoopback());
      if (refusal.isPresent()) throw new RefusedTarget(refusal.get());
    }
    return addresses;
  }

  /** Tries the first few addresses in turn. */
  static Socket connect(
      Connector connector, List<InetAddress> addresses, int port, Duration timeout)
      throws IOException {
    IOException failure = new IOException("no connection");
    for (InetAddress address : addresses.subList(0, Math.min(ADDRESSES_TRIED, addresses.size()))) {
      try {
        return connector.connect(address, port, timeout);
      } catch (IOException e) {
        failure = e;
      }
    }
    throw failure;
  }

  static Socket open(InetAddress address, int port, Duration timeout) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(address, port), Math.toIntExact(timeout.toMillis()));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Speaks TLS over a connection: the certificate must be for the host.
   *
   * @param named the host is a name, which the peer is told
   */
  static SSLSocket handshake(
      SSLSocketFactory tls, Socket plain, String host, int port, boolean named) throws IOException {
    SSLSocket socket = (SSLSocket) tls.createSocket(plain, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (named) {
      String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
      parameters.setServerNames(List.of(new SNIHostName(bare)));
    }
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static boolean redirects(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  /** 307 and 308 repeat the call; the older three turn it into a GET, as every browser does. */
  private static Request redirected(Request request, Target from, int status, String location)
      throws IOException {
    URI next;
    try {
      next = request.uri().resolve(new URI(location));
    } catch (URISyntaxException e) {
      throw new RefusedTarget("a redirect to something that is not an address");
    }
    boolean repeat = status == 307 || status == 308 || request.method().equals("HEAD");
    boolean sameOrigin = Target.of(next).sameOrigin(from);
    Map<String, String> headers = new TreeMap<>();
    request
        .headers()
        .forEach(
            (name, value) -> {
              if ((repeat || !describesBody(name)) && (sameOrigin || !secret(name))) {
                headers.put(name, value);
              }
            });
    return new Request(
        repeat ? request.method() : "GET", next, headers, repeat ? request.body() : new byte[0]);
  }

  private static boolean describesBody(String header) {
    return LetterCase.lower(header).startsWith("content-");
  }

  /** Custom headers of a web hook often carry a key, so another origin gets only harmless ones. */
  private static boolean secret(String header) {
    return switch (LetterCase.lower(header)) {
      case "accept", "accept-language", "content-type", "user-agent" -> false;
      default -> true;
    };
  }
}
