package dev.watchbill.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Sends a request byte for byte as written, which no client library does. */
final class Browser {

  record Reply(int status, List<String> headers, String body) {
    String header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ": ";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()))
          .findFirst()
          .orElse("");
    }
  }

  private final URI address;

  Browser(URI address) {
    this.address = address;
  }

  int port() {
    return address.getPort();
  }

  Reply get(String target) throws IOException {
    return send("GET " + target, "", new byte[0]);
  }

  Reply post(String target, String body) throws IOException {
    return send(
        "POST " + target,
        "Content-Type: application/json\r\n",
        body.getBytes(StandardCharsets.UTF_8));
  }

  /** The headers each end in a line break. */
  Reply send(String methodAndTarget, String headers, byte[] body) throws IOException {
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), address.getPort())) {
      socket.setSoTimeout(60_000);
      String length = body.length == 0 ? "" : "Content-Length: " + body.length + "\r\n";
      String head = methodAndTarget + " HTTP/1.1\r\nHost: local\r\nConnection: close\r\n";
      socket
          .getOutputStream()
          .write((head + headers + length + "\r\n").getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
      return read(socket.getInputStream());
    }
  }

  private static Reply read(InputStream in) throws IOException {
    String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    int end = answer.indexOf("\r\n\r\n");
    List<String> head = Arrays.asList(answer.substring(0, end).split("\r\n"));
    return new Reply(
        Integer.parseInt(head.getFirst().substring(9, 12)),
        head.subList(1, head.size()),
        answer.substring(end + 4));
  }
}
