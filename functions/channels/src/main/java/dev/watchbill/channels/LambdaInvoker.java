package dev.watchbill.channels;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Functions in the cloud, started by Lambda's asynchronous invocation. */
public final class LambdaInvoker implements AsyncInvoker {

  private final SignedCalls calls;
  private final String region;
  private final URI endpoint;

  public LambdaInvoker(SignedCalls calls, String region) {
    this(calls, region, SignedCalls.endpoint("lambda", region));
  }

  LambdaInvoker(SignedCalls calls, String region, URI endpoint) {
    this.calls = calls;
    this.region = region;
    this.endpoint = endpoint;
  }

  @Override
  public void invoke(String function, byte[] event) {
    String name = URLEncoder.encode(function, StandardCharsets.UTF_8).replace("+", "%20");
    SignedCalls.Outcome outcome =
        calls.send(
            new SignedCalls.Call(
                "lambda",
                region,
                "POST",
                endpoint.resolve("/2015-03-31/functions/" + name + "/invocations"),
                Map.of("Content-Type", "application/json", "X-Amz-Invocation-Type", "Event"),
                event));
    switch (outcome) {
      case SignedCalls.Answered(int status, _, _) when status == 202 -> {}
      case SignedCalls.Answered answer ->
          throw failed(function, answer.status() + " " + AwsErrors.kind(answer));
      case SignedCalls.NotSent(String code) -> throw failed(function, code);
      case SignedCalls.InDoubt(String code) -> throw failed(function, code + ", perhaps it was");
      case SignedCalls.NoCredentials() -> throw failed(function, "no credentials");
    }
  }

  private static IllegalStateException failed(String function, String why) {
    return new IllegalStateException(function + " was not invoked: " + why);
  }
}
