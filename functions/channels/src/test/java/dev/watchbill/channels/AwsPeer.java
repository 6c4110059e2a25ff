package dev.watchbill.channels;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;

/** A service of AWS on loopback, with the keys of AWS's own test vectors. */
final class AwsPeer implements Closeable {

  static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  static final Duration LONG = Duration.ofSeconds(50);
  static final SignedCalls.Limits PATIENT = new SignedCalls.Limits(LONG, LONG, LONG);

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2015-08-30T12:36:00Z"));

  final ScriptedPeer peer = new ScriptedPeer();

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + peer.address().getPort());
  }

  SignedCalls calls(SignedCalls.Limits limits) {
    return calls(
        limits,
        CompletableFuture.completedFuture(AwsCredentialsIdentity.create("AKIDEXAMPLE", SECRET)));
  }

  static SignedCalls calls(
      SignedCalls.Limits limits, CompletableFuture<AwsCredentialsIdentity> identity) {
    return new SignedCalls(
        new IdentityProvider<AwsCredentialsIdentity>() {
          @Override
          public Class<AwsCredentialsIdentity> identityType() {
            return AwsCredentialsIdentity.class;
          }

          @Override
          public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(
              ResolveIdentityRequest request) {
            return identity;
          }
        },
        CLOCK,
        limits);
  }

  void answers(int status, String headers, String body) {
    peer.answers(
        "HTTP/1.1 "
            + status
            + " Status\r\n"
            + headers
            + "Content-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n"
            + body);
  }

  String body(int index) {
    String request = peer.request(index);
    return request.substring(request.indexOf("\r\n\r\n") + 4);
  }

  @Override
  public void close() throws IOException {
    peer.close();
  }
}
