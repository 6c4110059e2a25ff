package dev.watchbill.channels;

import dev.watchbill.domain.LetterCase;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One HTTP/1.1 request and its answer on a fresh connection (RFC 9112). Every length that the peer
 * chooses is bounded.
 */
final class HttpWire {

  private static final int LINE_BYTES = 8_192;
  private static final int HEADER_LINES = 128;
  private static final int INTERIM_ANSWERS = 8;

  private final InputStream in;
  private final int bodyBytes;
  private boolean truncated;

  private HttpWire(InputStream in, int bodyBytes) {
    this.in = in;
    this.bodyBytes = bodyBytes;
  }

  static SafeHttp.Response exchange(
      Socket socket, Target target, SafeHttp.Request request, int bodyBytes) throws IOException {
    byte[] head = head(target, request);
    OutputStream out = socket.getOutputStream();
    out.write(head);
    out.write(request.body());
    out.flush();
    return new HttpWire(new BufferedInputStream(socket.getInputStream()), bodyBytes)
        .answer(request.method());
  }

  private static byte[] head(Target target, SafeHttp.Request request) throws ProtocolException {
    if (!token(request.method())) throw new ProtocolException("not a method");
    StringBuilder head = new StringBuilder(256);
    head.append(request.method()).append(' ').append(ascii(target.pathAndQuery()));
    head.append(" HTTP/1.1\r\nHost: ").append(ascii(target.hostHeader()));
    head.append("\r\nConnection: close\r\nAccept-Encoding: identity\r\n");
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      String name = header.getKey();
      if (!token(name)) throw new ProtocolException("not a header name");
      if (ownedByTheWire(name)) continue;
      head.append(name).append(": ").append(plain(header.getValue())).append("\r\n");
    }
    boolean bodyExpected =
        request.method().equals("POST")
            || request.method().equals("PUT")
            || request.method().equals("PATCH");
    if (request.body().length > 0 || bodyExpected) {
      head.append("Content-Length: ").append(request.body().length).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static boolean ownedByTheWire(String header) {
    return switch (LetterCase.lower(header)) {
      case "host",
          "connection",
          "content-length",
          "transfer-encoding",
          "accept-encoding",
          "upgrade",
          "expect",
          "te",
          "trailer" ->
          true;
      default -> false;
    };
  }

  private static boolean token(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
  }

  /** Header values may hold any text but no control characters: a line break would be a header. */
  private static String plain(String value) throws ProtocolException {
    if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
      throw new ProtocolException("a control character in a header");
    }
    return value;
  }

  private static String ascii(String text) throws ProtocolException {
    if (text.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
      throw new ProtocolException("an address must be plain ASCII without blanks");
    }
    return text;
  }

  private SafeHttp.Response answer(String method) throws IOException {
    for (int i = 0; i < INTERIM_ANSWERS; i++) {
      int status = status(line());
      Map<String, List<String>> headers = headers();
      if (status >= 100 && status < 200) continue;
      boolean bodiless = method.equals("HEAD") || status == 204 || status == 304;
      byte[] body = bodiless ? new byte[0] : body(headers);
      return new SafeHttp.Response(status, headers, body, truncated);
    }
    throw new ProtocolException("interim answers without end");
  }

  private static int status(String line) throws ProtocolException {
    if (line.length() >= 12 && line.startsWith("HTTP/1.") && line.charAt(8) == ' ') {
      String digits = line.substring(9, 12);
      boolean three = line.length() == 12 || line.charAt(12) == ' ';
      if (three && digits.chars().allMatch(c -> c >= '0' && c <= '9') && digits.charAt(0) != '0') {
        return Integer.parseInt(digits);
      }
    }
    throw new ProtocolException("the answer is not HTTP");
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new TreeMap<>();
    for (int i = 0; i < HEADER_LINES; i++) {
      String line = line();
      if (line.isEmpty()) return headers;
      int colon = line.indexOf(':');
      if (colon <= 0) throw new ProtocolException("a header without a name");
      headers
          .computeIfAbsent(LetterCase.lower(line.substring(0, colon)), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    throw new ProtocolException("too many headers");
  }

  private byte[] body(Map<String, List<String>> headers) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    List<String> codings = headers.getOrDefault("transfer-encoding", List.of());
    List<String> lengths = headers.getOrDefault("content-length", List.of());
    if (!codings.isEmpty()) {
      if (!LetterCase.lower(codings.getLast()).strip().equals("chunked")) {
        throw new ProtocolException("an unknown transfer coding");
      }
      chunks(body);
    } else if (!lengths.isEmpty()) {
      copy(body, number(lengths.getFirst(), 10), true);
    } else {
      copy(body, Long.MAX_VALUE, false);
    }
    return body.toByteArray();
  }

  private void chunks(ByteArrayOutputStream body) throws IOException {
    while (!truncated) {
      String size = line();
      int extension = size.indexOf(';');
      long length = number(extension < 0 ? size : size.substring(0, extension), 16);
      if (length == 0) {
        headers(); // trailers
        return;
      }
      copy(body, length, true);
      if (!truncated && !line().isEmpty()) throw new ProtocolException("a chunk without its end");
    }
  }

  private void copy(ByteArrayOutputStream body, long length, boolean whole) throws IOException {
    byte[] buffer = new byte[8_192];
    long left = length;
    while (left > 0) {
      int room = bodyBytes - body.size();
      if (room == 0 && in.read() < 0 && !whole) return;
      if (room == 0) {
        truncated = true;
        return;
      }
      int n = in.read(buffer, 0, (int) Math.min(Math.min(buffer.length, left), room));
      if (n < 0 && whole) throw new EOFException("the answer ends early");
      if (n < 0) return;
      body.write(buffer, 0, n);
      left -= n;
    }
  }

  private static long number(String text, int radix) throws ProtocolException {
    String digits = text.strip();
    boolean valid =
        !digits.isEmpty()
            && digits.length() <= 15
            && digits.chars().allMatch(c -> Character.digit(c, radix) >= 0 && c < 0x7f);
    if (!valid) throw new ProtocolException("not a length");
    return Long.parseLong(digits, radix);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) throw new EOFException("the answer ends early");
      if (line.size() == LINE_BYTES) throw new ProtocolException("a line without end");
      line.write(b);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
