package dev.watchbill.channels;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.delivery.Carrier;
import dev.watchbill.domain.delivery.Letter;
import dev.watchbill.domain.delivery.Message;
import dev.watchbill.domain.delivery.ProviderAnswer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLException;

/**
 * Calls an address that somebody named (spec oncall-behaviour §9.2, delivery §1.11): within four
 * seconds, never a private one.
 */
public final class HttpCarrier implements Carrier {
  private static final Duration LONGEST = Duration.ofSeconds(4);
  private static final int ANSWER = 50_000;

  private final SafeHttp http;

  public HttpCarrier(SafeHttp http) {
    this.http = http.limited(limits -> limits.withTotal(LONGEST).withBodyBytes(ANSWER));
  }

  @Override
  public String provider() {
    return "webhook";
  }

  @Override
  public ProviderAnswer carry(Letter letter) {
    if (!(letter.message() instanceof Message.HttpCall call)) {
      return new ProviderAnswer.BadContent("not a call");
    }
    try {
      SafeHttp.Response response = http.send(request(letter, call));
      return call.judged() ? judged(response.status()) : accepted(response.status());
    } catch (URISyntaxException | IllegalArgumentException e) {
      return new ProviderAnswer.BadAddress("not an address");
    } catch (RefusedTarget e) {
      return new ProviderAnswer.BadAddress(String.valueOf(e.getMessage()));
    } catch (ProtocolException e) {
      return new ProviderAnswer.BadContent(String.valueOf(e.getMessage()));
    } catch (SSLException e) {
      return new ProviderAnswer.BadConfig("no secure connection");
    } catch (InterruptedIOException e) {
      return new ProviderAnswer.Retry("no answer in time");
    } catch (IOException e) {
      return failed(e);
    }
  }

  private static ProviderAnswer accepted(int status) {
    return new ProviderAnswer.Accepted(Integer.toString(status));
  }

  /** What a status says of a page (spec delivery §1.11). */
  private static ProviderAnswer judged(int status) {
    String code = Integer.toString(status);
    if (status >= 200 && status < 300) return accepted(status);
    if (status == 408 || status == 425 || status == 429 || status >= 500) {
      return new ProviderAnswer.Retry(code);
    }
    return status == 410
        ? new ProviderAnswer.BadAddress(code)
        : new ProviderAnswer.BadContent(code);
  }

  private static ProviderAnswer failed(IOException e) {
    return switch (e.getCause()) {
      case SSLException _ -> new ProviderAnswer.BadConfig("no secure connection");
      case ProtocolException wrong ->
          new ProviderAnswer.BadContent(String.valueOf(wrong.getMessage()));
      case null, default -> new ProviderAnswer.Retry("no connection");
    };
  }

  private static SafeHttp.Request request(Letter letter, Message.HttpCall call)
      throws URISyntaxException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("User-Agent", "Watchbill");
    headers.put("X-Watchbill-Delivery", letter.delivery());
    headers.putAll(call.headers());
    String body = call.body();
    return new SafeHttp.Request(
        call.method(),
        new URI(call.url()),
        headers,
        body == null ? new byte[0] : body.getBytes(UTF_8));
  }
}
