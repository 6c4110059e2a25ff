package dev.watchbill.channels;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.schedule.CalendarCopies;
import dev.watchbill.domain.schedule.CalendarSource;
import dev.watchbill.domain.schedule.ical.ImportedCalendar;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
    return switch (ImportedCalendar.read(text)) {
      case ImportedCalendar.Reading.Read _ -> new Fetched.Usable(text);
      case ImportedCalendar.Reading.Unreadable(String why) -> new Fetched.ParseFailed(why);
    };
  }

  /** A conditional request: a server that knows its marks sends nothing when nothing changed. */
  @Override
  public Again fetchAgain(String url, CalendarCopies.@Nullable Copy kept) {
    Map<String, String> headers = new TreeMap<>();
    if (kept != null && kept.etag() != null) headers.put("If-None-Match", kept.etag());
    if (kept != null && kept.lastModified() != null) {
      headers.put("If-Modified-Since", kept.lastModified());
    }
    SafeHttp.Response response;
    try {
      response = http.send(new SafeHttp.Request("GET", new URI(url), headers, new byte[0]));
    } catch (URISyntaxException | IllegalArgumentException e) {
      return new Again.Failed("not an address");
    } catch (IOException e) {
      return new Again.Failed(String.valueOf(e.getMessage()));
    }
    if (response.status() == 304 && kept != null) return new Again.Same();
    if (response.truncated()) return new Again.Failed("more than 5 MB");
    if (response.status() != 200) {
      return new Again.Failed("the answer has status " + response.status());
    }
    return new Again.Other(
        new CalendarCopies.Copy(
            new String(response.body(), UTF_8),
            mark(response, "etag"),
            mark(response, "last-modified")));
  }

  /** Marks are sent back as they came, so only plain short ones are kept. */
  private static @Nullable String mark(SafeHttp.Response response, String header) {
    return response
        .header(header)
        .filter(value -> value.length() <= 300 && value.chars().allMatch(c -> c >= ' ' && c < 127))
        .orElse(null);
  }
}
