package dev.watchbill.channels;

import dev.watchbill.domain.schedule.CalendarCopies;
import dev.watchbill.domain.schedule.CalendarSource;
import dev.watchbill.domain.schedule.ical.CalendarBytes;
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
 * redirects, never from private addresses; {@code webcal} is https. Plain http only where loopback
 * may be called, which is on this machine.
 */
public final class HttpCalendars implements CalendarSource {

  /** The most bytes of a calendar. */
  public static final int LARGEST = 5 * 1024 * 1024;

  private static final String USER_AGENT = "Watchbill";

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
      response = http.send(request(url, new TreeMap<>()));
    } catch (URISyntaxException | IllegalArgumentException e) {
      return new Fetched.DownloadFailed("not an address");
    } catch (IOException e) {
      return new Fetched.DownloadFailed(String.valueOf(e.getMessage()));
    }
    if (response.truncated()) return new Fetched.DownloadFailed("more than 5 MB");
    if (response.status() != 200) {
      return new Fetched.ParseFailed("the answer has status " + response.status());
    }
    String text = text(response);
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
      response = http.send(request(url, headers));
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
            text(response), mark(response, "etag"), mark(response, "last-modified")));
  }

  /** Some servers refuse whoever does not say who they are. */
  private static SafeHttp.Request request(String url, Map<String, String> headers)
      throws URISyntaxException {
    headers.put("User-Agent", USER_AGENT);
    headers.put("Accept", "text/calendar, */*;q=0.1");
    return new SafeHttp.Request("GET", new URI(CalendarSource.address(url)), headers, new byte[0]);
  }

  private static String text(SafeHttp.Response response) {
    return CalendarBytes.text(response.body(), response.header("content-type").orElse(null));
  }

  /** Marks are sent back as they came, so only plain short ones are kept. */
  private static @Nullable String mark(SafeHttp.Response response, String header) {
    return response
        .header(header)
        .filter(value -> value.length() <= 300 && value.chars().allMatch(c -> c >= ' ' && c < 127))
        .orElse(null);
  }
}
