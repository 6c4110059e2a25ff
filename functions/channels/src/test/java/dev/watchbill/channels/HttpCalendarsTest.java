package dev.watchbill.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.schedule.CalendarCopies.Copy;
import dev.watchbill.domain.schedule.CalendarSource;
import dev.watchbill.domain.schedule.CalendarSource.Again;
import dev.watchbill.domain.schedule.CalendarSource.Fetched;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calendars as servers give them; every connection ends at the scripted peer on this machine. */
class HttpCalendarsTest {

  private static final String URL = "http://cal.example/rota.ics";
  private static final String TEXT = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n";
  private static final String MODIFIED = "Thu, 01 Jan 2026 00:00:00 GMT";

  private final ScriptedPeer peer = new ScriptedPeer();
  private final HttpCalendars calendars =
      new HttpCalendars(client(SafeHttp.Limits.DEFAULT.withLoopback(true)));

  @AfterEach
  void close() throws IOException {
    peer.close();
  }

  private SafeHttp client(SafeHttp.Limits limits) {
    return new SafeHttp(
        limits,
        host -> List.of(InetAddress.ofLiteral("93.184.216.34")),
        this::connect,
        (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  private Socket connect(InetAddress address, int port, Duration timeout) throws IOException {
    Socket socket = new Socket();
    socket.connect(peer.address(), Math.toIntExact(timeout.toMillis()));
    return socket;
  }

  private void answers(String status, String headers, String body) {
    peer.answers(
        "HTTP/1.1 "
            + status
            + "\r\n"
            + headers
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  @Test
  void theFirstTimeItAsksWithoutMarksAndKeepsThoseThatCome() {
    answers("200 OK", "ETag: W/\"a b\"\r\nLast-Modified: " + MODIFIED + "\r\n", TEXT);

    assertThat(calendars.fetchAgain(URL, null))
        .isEqualTo(new Again.Other(new Copy(TEXT, "W/\"a b\"", MODIFIED)));
    assertThat(peer.request(0))
        .startsWith("GET /rota.ics HTTP/1.1\r\n")
        .doesNotContainIgnoringCase("If-None-Match")
        .doesNotContainIgnoringCase("If-Modified-Since");
  }

  @Test
  void itSaysWhoItIs() {
    answers("200 OK", "", TEXT);
    answers("200 OK", "", TEXT);
    calendars.fetch(URL);
    calendars.fetchAgain(URL, null);
    assertThat(peer.request(0)).contains("\r\nUser-Agent: Watchbill\r\n");
    assertThat(peer.request(1)).contains("\r\nUser-Agent: Watchbill\r\n");
  }

  @Test
  void webcalIsHttps() {
    assertThat(CalendarSource.address("webcal://cal.example/a.ics"))
        .isEqualTo("https://cal.example/a.ics");
    assertThat(CalendarSource.address(" WEBCALS://cal.example/a.ics"))
        .isEqualTo("https://cal.example/a.ics");
    assertThat(CalendarSource.address(URL)).isEqualTo(URL);
    var strict =
        new HttpCalendars(
            new SafeHttp(
                SafeHttp.Limits.DEFAULT,
                host -> List.of(InetAddress.ofLiteral("93.184.216.34")),
                (address, port, timeout) -> {
                  throw new IOException("to port " + port);
                },
                (SSLSocketFactory) SSLSocketFactory.getDefault()));
    for (String url : List.of("webcal://cal.example/a.ics", "https://cal.example/a.ics")) {
      assertThat(strict.fetch(url)).isEqualTo(new Fetched.DownloadFailed("to port 443"));
      assertThat(strict.fetchAgain(url, null)).isEqualTo(new Again.Failed("to port 443"));
    }
  }

  @Test
  void theMarksOfTheLastCopyGoBackAsTheyCame() {
    peer.answers("HTTP/1.1 304 Not Modified\r\n\r\n");

    assertThat(calendars.fetchAgain(URL, new Copy(TEXT, "W/\"a b\"", MODIFIED)))
        .isEqualTo(new Again.Same());
    assertThat(peer.request(0))
        .contains("\r\nIf-None-Match: W/\"a b\"\r\n")
        .contains("\r\nIf-Modified-Since: " + MODIFIED + "\r\n");
  }

  @Test
  void aCopyWithOneMarkSendsThatOne() {
    peer.answers("HTTP/1.1 304 Not Modified\r\n\r\n");
    peer.answers("HTTP/1.1 304 Not Modified\r\n\r\n");

    assertThat(calendars.fetchAgain(URL, new Copy(TEXT, null, MODIFIED)))
        .isEqualTo(new Again.Same());
    assertThat(calendars.fetchAgain(URL, new Copy(TEXT, "\"1\"", null)))
        .isEqualTo(new Again.Same());
    assertThat(peer.request(0)).doesNotContain("If-None-Match").contains("If-Modified-Since");
    assertThat(peer.request(1)).contains("If-None-Match").doesNotContain("If-Modified-Since");
  }

  @Test
  void anotherTextTakesItsOwnMarksAlong() {
    answers("200 OK", "ETag: \"2\"\r\n", TEXT);

    assertThat(calendars.fetchAgain(URL, new Copy("old", "\"1\"", MODIFIED)))
        .isEqualTo(new Again.Other(new Copy(TEXT, "\"2\"", null)));
  }

  /** Whether it is a calendar is told by whoever keeps it: the server's answer is not judged. */
  @Test
  void whateverComesWithStatus200IsAnotherText() {
    answers("200 OK", "", "<html>gone</html>");

    assertThat(calendars.fetchAgain(URL, null))
        .isEqualTo(new Again.Other(new Copy("<html>gone</html>", null, null)));
  }

  @Test
  void marksThatCannotBeSentBackAreNotKept() {
    answers("200 OK", "ETag: \"" + "x".repeat(300) + "\"\r\nLast-Modified: caf\u00e9\r\n", TEXT);

    assertThat(calendars.fetchAgain(URL, null))
        .isEqualTo(new Again.Other(new Copy(TEXT, null, null)));
  }

  @Test
  void everythingElseLeavesTheLastCopy() {
    Copy kept = new Copy(TEXT, "\"1\"", null);
    for (String status : List.of("404 Not Found", "500 Oops", "204 No Content", "206 Partial")) {
      answers(status, "", "");
      assertThat(calendars.fetchAgain(URL, kept))
          .isEqualTo(new Again.Failed("the answer has status " + status.substring(0, 3)));
    }
    // Nothing was kept that could be the same.
    peer.answers("HTTP/1.1 304 Not Modified\r\n\r\n");
    assertThat(calendars.fetchAgain(URL, null))
        .isEqualTo(new Again.Failed("the answer has status 304"));
  }

  @Test
  void moreThanFiveMegabytesAreRefused() {
    answers("200 OK", "", "x".repeat(HttpCalendars.LARGEST + 1));
    assertThat(calendars.fetchAgain(URL, null)).isEqualTo(new Again.Failed("more than 5 MB"));
    answers("200 OK", "", "x".repeat(HttpCalendars.LARGEST + 1));
    assertThat(calendars.fetch(URL)).isEqualTo(new Fetched.DownloadFailed("more than 5 MB"));
  }

  @Test
  void whatIsNoAddressIsNotCalled() {
    for (String url : List.of("no address", "ftp:", "/rota.ics", "")) {
      assertThat(calendars.fetchAgain(url, null)).isInstanceOf(Again.Failed.class);
      assertThat(calendars.fetch(url)).isInstanceOf(Fetched.DownloadFailed.class);
    }
    assertThat(peer.requests()).isZero();
  }

  /** Only this machine's own runs may read calendars without a certificate. */
  @Test
  void elsewhereOnlyHttpsIsCalled() {
    var strict = new HttpCalendars(client(SafeHttp.Limits.DEFAULT));
    assertThat(strict.fetchAgain(URL, null)).isInstanceOf(Again.Failed.class);
    assertThat(strict.fetch(URL)).isInstanceOf(Fetched.DownloadFailed.class);
    assertThat(peer.requests()).isZero();
  }

  @Test
  void aFirstFetchTellsACalendarFromAPage() {
    answers("200 OK", "", TEXT);
    assertThat(calendars.fetch(URL)).isEqualTo(new Fetched.Usable(TEXT));
    answers("200 OK", "", "<html>log in</html>");
    assertThat(calendars.fetch(URL)).isInstanceOf(Fetched.ParseFailed.class);
    answers("401 Unauthorized", "", "");
    assertThat(calendars.fetch(URL))
        .isEqualTo(new Fetched.ParseFailed("the answer has status 401"));
  }
}
