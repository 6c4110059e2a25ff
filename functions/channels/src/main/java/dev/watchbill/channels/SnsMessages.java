package dev.watchbill.channels;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.re2j.Pattern;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads and proves Amazon SNS envelopes (spec oncall-behaviour §1.7, amazon_sns).
 *
 * <p>The signature proves that SNS sent the message; the certificate proves the signature; and the
 * certificate is believed because of where it was fetched from: https from {@code
 * sns.<region>.amazonaws.com} (or {@code .com.cn}), the path SNS uses for certificates. The same
 * host also serves the SNS API, so the path matters as much as the host.
 */
public final class SnsMessages {

  /** Fetches a certificate or a confirmation page; {@link #fetcher} is the real one. */
  public interface Fetcher {
    byte[] fetch(URI uri) throws IOException;
  }

  /** What an envelope turned out to be. */
  public sealed interface Reading {}

  /** SNS signed it. */
  public record Verified(SnsEnvelope envelope) implements Reading {}

  /** It is not an envelope, or nothing proves that SNS sent it. */
  public record Refused(String reason) implements Reading {}

  private static final Pattern HOST = Pattern.compile("sns\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?");
  private static final Pattern CERTIFICATE_PATH =
      Pattern.compile("/SimpleNotificationService-[A-Za-z0-9]+\\.pem");
  private static final int CACHED_CERTIFICATES = 16;
  private static final int LONGEST_ENVELOPE = 1_048_576;

  private final Fetcher fetcher;
  private final InstantSource clock;
  private final Map<URI, X509Certificate> certificates =
      new LinkedHashMap<>(CACHED_CERTIFICATES, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, X509Certificate> eldest) {
          return size() > CACHED_CERTIFICATES;
        }
      };

  public SnsMessages(Fetcher fetcher, InstantSource clock) {
    this.fetcher = fetcher;
    this.clock = clock;
  }

  /** Fetches over the one outbound client; anything but 200 is a failure. */
  public static Fetcher fetcher(SafeHttp http) {
    return uri -> {
      SafeHttp.Response response = http.send(SafeHttp.Request.get(uri));
      if (response.status() != 200 || response.truncated()) {
        throw new IOException(uri.getHost() + " answered " + response.status());
      }
      return response.body();
    };
  }

  /**
   * Reads an envelope and checks its signature.
   *
   * @throws IOException when the certificate could not be fetched; worth trying again
   */
  public Reading read(String body) throws IOException {
    if (body.length() > LONGEST_ENVELOPE) return new Refused("too long for an SNS message");
    Optional<SnsEnvelope> parsed = parse(body);
    if (parsed.isEmpty()) return new Refused("not an SNS message");
    SnsEnvelope envelope = parsed.get();
    Optional<URI> certificateUri = certificateUri(envelope.signingCertUrl());
    if (certificateUri.isEmpty()) return new Refused("the signing certificate is not of SNS");
    String algorithm =
        switch (envelope.signatureVersion()) {
          case "1" -> "SHA1withRSA";
          case "2" -> "SHA256withRSA";
          default -> "";
        };
    if (algorithm.isEmpty()) return new Refused("an unknown signature version");
    try {
      X509Certificate certificate = certificate(certificateUri.get());
      certificate.checkValidity(Date.from(clock.instant()));
      Signature signature = Signature.getInstance(algorithm);
      signature.initVerify(certificate.getPublicKey());
      signature.update(envelope.signedText().getBytes(StandardCharsets.UTF_8));
      return signature.verify(Base64.getDecoder().decode(envelope.signature()))
          ? new Verified(envelope)
          : new Refused("the signature does not fit the message");
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return new Refused("the signature cannot be checked");
    }
  }

  /**
   * Confirms a subscription by visiting its URL. Call it only with an envelope that was verified.
   *
   * @return false when this is not a subscription, or its URL is not one of SNS
   * @throws IOException when SNS did not answer the visit with 200
   */
  public boolean confirm(SnsEnvelope envelope) throws IOException {
    if (!envelope.type().equals("SubscriptionConfirmation")) return false;
    Optional<URI> uri = snsUri(envelope.subscribeUrl());
    if (uri.isEmpty()) return false;
    fetcher.fetch(uri.get());
    return true;
  }

  private static Optional<SnsEnvelope> parse(String body) {
    try {
      JsonNode json = Envelopes.JSON.readTree(body);
      if (json == null || !json.isObject()) return Optional.empty();
      SnsEnvelope envelope =
          new SnsEnvelope(
              required(json, "Type"),
              required(json, "MessageId"),
              required(json, "TopicArn"),
              optional(json, "Subject"),
              required(json, "Message"),
              required(json, "Timestamp"),
              required(json, "SignatureVersion"),
              required(json, "Signature"),
              required(json, "SigningCertURL"),
              optional(json, "SubscribeURL"),
              optional(json, "Token"));
      return switch (envelope.type()) {
        case "Notification" -> Optional.of(envelope);
        case "SubscriptionConfirmation", "UnsubscribeConfirmation" ->
            envelope.subscribeUrl() == null || envelope.token() == null
                ? Optional.empty()
                : Optional.of(envelope);
        default -> Optional.empty();
      };
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Loaded by the first envelope, not by the first alert: it takes its time on a cold start. */
  private static final class Envelopes {
    static final ObjectMapper JSON = new ObjectMapper();
  }

  private static String required(JsonNode json, String field) {
    String value = optional(json, field);
    if (value == null) throw new IllegalArgumentException(field);
    return value;
  }

  private static @Nullable String optional(JsonNode json, String field) {
    JsonNode value = json.get(field);
    return value == null || !value.isTextual() ? null : value.textValue();
  }

  private static Optional<URI> certificateUri(String url) {
    return snsUri(url)
        .filter(uri -> uri.getRawQuery() == null && CERTIFICATE_PATH.matches(uri.getRawPath()));
  }

  private static Optional<URI> snsUri(@Nullable String url) {
    if (url == null) return Optional.empty();
    try {
      URI uri = new URI(url);
      boolean sns =
          "https".equals(uri.getScheme())
              && uri.getHost() != null
              && HOST.matches(uri.getHost())
              && (uri.getPort() == -1 || uri.getPort() == 443)
              && uri.getRawUserInfo() == null
              && uri.getRawPath() != null;
      return sns ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** A certificate is fetched once; two threads may fetch the same one, which costs nothing. */
  private X509Certificate certificate(URI uri) throws IOException, CertificateException {
    synchronized (certificates) {
      X509Certificate known = certificates.get(uri);
      if (known != null) return known;
    }
    byte[] pem = fetcher.fetch(uri);
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem));
    synchronized (certificates) {
      certificates.put(uri, certificate);
    }
    return certificate;
  }
}
