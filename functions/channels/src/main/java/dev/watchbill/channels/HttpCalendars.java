package dev.watchbill.channels;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.schedule.CalendarSource;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/**
 * Calendars fetched over https (spec oncall-api §8.1): at most 5 MB, ten seconds and three
 * redirects, never from private addresses. Plain http only where loopback may be called, which is
 * on this machine.
 */
public final class HttpCalendars implements CalendarSource {

  /** The most bytes of a calendar. */
  public static final int LARGEST = 5 * 1024 * 1024;

  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final SafeHttp http;

  public HttpCalendars(SafeHttp http) {
    this.http =
        http.limited(
            limits -> {
              SafeHttp.Limits bounded = limits.withBodyBytes(LARGEST).withTotal(LONGEST);
              return limits.allowLoopback() ? bounded : bounded.withHttpsOnly();
            });
  }

  @Override
  public Fetched fetch(String url) {
    SafeHttp.Response response;
    try {
      response = http.send(SafeHttp.Request.get(new URI(url)));
    } catch (URISyntaxException | IllegalArgumentException e) {
      return new Fetched.DownloadFailed("not an address");
    } catch (IOException e) {
      return new Fetched.DownloadFailed(String.valueOf(e.getMessage()));
    }
    if (response.truncated()) return new Fetched.DownloadFailed("more than 5 MB");
    if (response.status() != 200) {
      return new Fetched.ParseFailed("the answer has status " + response.status());
    }
    String text = new String(response.body(), UTF_8);
    return text.contains("BEGIN:VCALENDAR")
        ? new Fetched.Usable(text)
        : new Fetched.ParseFailed("not a calendar");
  }
}
