package dev.watchbill.channels;

import dev.watchbill.domain.LetterCase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;

/**
 * Calls of AWS services whose own clients would not be worth their size: signed by the SDK's signer
 * (SigV4), sent once by its smallest HTTP client, never repeated, and told apart by whether they
 * may have arrived. No connection is kept: a connection that went stale while the function slept
 * would leave a doubt where there is none.
 */
public final class SignedCalls {

  /**
   * A call to make.
   *
   * @param service as it is signed for: {@code ses}, {@code lambda}
   * @param body not empty
   */
  public record Call(
      String service,
      String region,
      String method,
      URI uri,
      Map<String, String> headers,
      byte[] body) {}

  /** What became of a call. */
  public sealed interface Outcome {}

  /**
   * The service answered.
   *
   * @param headers by lower-case name, the first value of each
   * @param body at most 256 KiB of it
   */
  public record Answered(int status, Map<String, String> headers, byte[] body) implements Outcome {}

  /** It certainly did not arrive: no connection, no certificate, or given up before the end. */
  public record NotSent(String code) implements Outcome {}

  /** The whole call left, and no usable answer came. */
  public record InDoubt(String code) implements Outcome {}

  /** There was nothing to sign with. */
  public record NoCredentials() implements Outcome {}

  /**
   * How long a call may take.
   *
   * @param read between two packets of the answer
   * @param whole for everything, with finding the credentials
   */
  public record Limits(Duration connect, Duration read, Duration whole) {

    /** 5, 20 and 25 s. */
    public static final Limits DEFAULT =
        new Limits(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(25));
  }

  private static final int BODY_BYTES = 262_144;

  private final IdentityProvider<? extends AwsCredentialsIdentity> credentials;
  private final InstantSource clock;
  private final Limits limits;
  private final SdkHttpClient http;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  /** Calls with the credentials of the function, which are looked for at the first call. */
  public SignedCalls(InstantSource clock) {
    this(DefaultCredentialsProvider.builder().build(), clock, Limits.DEFAULT);
  }

  SignedCalls(
      IdentityProvider<? extends AwsCredentialsIdentity> credentials,
      InstantSource clock,
      Limits limits) {
    this.credentials = credentials;
    this.clock = clock;
    this.limits = limits;
    this.http =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(limits.connect())
            .socketTimeout(limits.read())
            .build();
  }

  /** {@code https://email.eu-west-1.amazonaws.com}; China has a domain of its own. */
  public static URI endpoint(String host, String region) {
    String suffix = region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
    return URI.create("https://" + host + "." + region + suffix);
  }

  /** Signs and makes the call once. */
  public Outcome send(Call call) {
    PointOfNoReturn lastByte = new PointOfNoReturn();
    try {
      return Bounded.run(limits.whole(), () -> exchange(call, lastByte));
    } catch (TimeoutException e) {
      return unanswered(lastByte, "timeout");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unanswered(lastByte, "interrupted");
    } catch (ExecutionException e) {
      // a fault in the code here or below, which is no reason to lose the attempt's place
      return unanswered(lastByte, kind(e.getCause()));
    }
  }

  private static Outcome unanswered(PointOfNoReturn lastByte, String code) {
    return lastByte.giveUp() ? new NotSent(code) : new InDoubt(code);
  }

  private static String kind(@Nullable Throwable failure) {
    return failure == null ? "unknown" : failure.getClass().getSimpleName();
  }

  private Outcome exchange(Call call, PointOfNoReturn lastByte) {
    AwsCredentialsIdentity identity;
    try {
      identity = credentials.resolveIdentity().join();
    } catch (SdkException | CompletionException e) {
      return new NoCredentials();
    }
    SignedRequest signed = signed(call, identity);
    HttpExecuteRequest request =
        HttpExecuteRequest.builder()
            .request(signed.request())
            .contentStreamProvider(() -> new Leaving(call.body(), lastByte))
            .build();
    try {
      HttpExecuteResponse response = http.prepareRequest(request).call();
      Map<String, String> headers = new TreeMap<>();
      response
          .httpResponse()
          .forEachHeader((name, values) -> headers.put(LetterCase.lower(name), first(values)));
      return new Answered(response.httpResponse().statusCode(), headers, body(response));
    } catch (IOException | UncheckedIOException e) {
      return unanswered(lastByte, code(e));
    }
  }

  /** The status decides: words that are lost on the way leave it as it is. */
  private static byte[] body(HttpExecuteResponse response) {
    if (response.responseBody().isEmpty()) return new byte[0];
    try (InputStream in = response.responseBody().get()) {
      return in.readNBytes(BODY_BYTES);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private static String first(List<String> values) {
    return values.isEmpty() ? "" : values.getFirst();
  }

  private SignedRequest signed(Call call, AwsCredentialsIdentity identity) {
    SdkHttpFullRequest.Builder request =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.fromValue(call.method()))
            .uri(call.uri())
            // without the length the client would buffer, and repeat a call that got no answer
            .putHeader("Content-Length", Integer.toString(call.body().length))
            .putHeader("Connection", "close");
    call.headers().forEach(request::putHeader);
    SdkHttpRequest unsigned = request.build();
    return signer.sign(
        sign ->
            sign.identity(identity)
                .request(unsigned)
                .payload(() -> new ByteArrayInputStream(call.body()))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, call.service())
                .putProperty(AwsV4HttpSigner.REGION_NAME, call.region())
                .putProperty(HttpSigner.SIGNING_CLOCK, clock.withZone(ZoneOffset.UTC)));
  }

  private static String code(Exception e) {
    if (cause(e, InterruptedIOException.class)) return "timeout";
    if (cause(e, UnknownHostException.class)) return "unknown_host";
    if (cause(e, ConnectException.class)) return "no_connection";
    if (cause(e, SSLException.class)) return "tls";
    return "connection_lost";
  }

  private static boolean cause(@Nullable Throwable failure, Class<? extends Throwable> kind) {
    return failure != null && (kind.isInstance(failure) || cause(failure.getCause(), kind));
  }

  /** The body on its way: its last bytes are handed out only when nobody gave the call up. */
  private static final class Leaving extends InputStream {
    private final ByteArrayInputStream body;
    private final PointOfNoReturn lastByte;

    Leaving(byte[] body, PointOfNoReturn lastByte) {
      this.body = new ByteArrayInputStream(body);
      this.lastByte = lastByte;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int left = body.available();
      if (left > 0 && length >= left && !lastByte.pass()) throw new IOException("given up");
      return body.read(buffer, offset, length);
    }
  }
}
