package dev.watchbill.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An imported calendar is fetched, changes, fails, and its last good copy stays in force. */
class ImportedCalendarTest extends Scenario {

  private final HttpServer server;
  private final List<Integer> answers = new ArrayList<>();
  private volatile @Nullable String calendar;

  ImportedCalendarTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/rota.ics", this::serve);
    server.start();
  }

  @Override
  boolean callsThisMachine() {
    return true;
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String text = calendar;
    String mark = text == null ? "" : "\"" + text.hashCode() + "\"";
    boolean same = mark.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
    int status = text == null ? 500 : same ? 304 : 200;
    synchronized (answers) {
      answers.add(status);
    }
    if (status == 200 && text != null) {
      exchange.getResponseHeaders().set("ETag", mark);
      byte[] body = text.getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } else {
      exchange.sendResponseHeaders(status, -1);
    }
    exchange.close();
  }

  private static String always(String who) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:one\r\nSUMMARY:"
        + who
        + "\r\nDTSTART:20200101T000000Z\r\nDURATION:PT24H\r\nRRULE:FREQ=DAILY\r\n"
        + "END:VEVENT\r\nEND:VCALENDAR\r\n";
  }

  private Object onCall(String path) {
    return String.valueOf(get(path + "/").get("on_call_now"));
  }

  @Test
  void theLastGoodCopyStays() {
    var ann = create("users", Map.of("username", "ann", "email", "ann@example.com"));
    var bob = create("users", Map.of("username", "bob", "email", "bob@example.com"));
    calendar = always("ann");
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/rota.ics";
    var schedule =
        create("schedules", Map.of("name", "ops", "type", "ical", "ical_url_primary", url));
    String path = "schedules/" + text(schedule, "id");
    pass("PT2M");
    assertThat(onCall(path)).isEqualTo("[" + text(ann, "id") + "]");
    pass("PT20M");
    assertThat(answers).as("it asks whether anything changed").contains(304);

    calendar = always("BOB@example.com");
    pass("PT11M");
    assertThat(onCall(path)).isEqualTo("[" + text(bob, "id") + "]");

    calendar = null;
    pass("PT31M");
    assertThat(onCall(path)).isEqualTo("[" + text(bob, "id") + "]");

    calendar = "<html>Please sign in</html>";
    pass("PT11M");
    assertThat(onCall(path)).isEqualTo("[" + text(bob, "id") + "]");

    calendar = always("ann");
    pass("PT11M");
    assertThat(onCall(path)).isEqualTo("[" + text(ann, "id") + "]");
    List<String> kinds = new ArrayList<>();
    for (var decision : results(get(path + "/decisions"))) kinds.add(text(decision, "kind"));
    assertThat(kinds)
        .containsExactly(
            "handoff",
            "handoff",
            "calendar_trouble",
            "calendar_trouble",
            "handoff",
            "calendar_read");
  }
}
