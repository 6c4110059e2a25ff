package dev.watchbill.channels;

import dev.watchbill.domain.LetterCase;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A mail server on loopback that takes every mail, but for what it is told to answer otherwise.
 * Steps are named by their command; {@code CONNECT} is the greeting, {@code .} the final dot.
 */
final class SmtpPeer implements Closeable {

  private static final String SILENCE = "(silence)";
  private static final String DROP = "(drop)";

  private final ServerSocket server;
  private final Map<String, Queue<String>> answers = new ConcurrentHashMap<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> arriving = new LinkedBlockingQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile List<String> extensions = List.of();
  private volatile @Nullable SSLContext context;
  private volatile boolean fromTheStart;

  SmtpPeer() {
    try {
      server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return server.getLocalPort();
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  /** Without its line end; several answers of one step are given in turn, the last one stays. */
  void answers(String step, String... replies) {
    answers.put(step, new ArrayDeque<>(List.of(replies)));
  }

  /** Says nothing more, until the client hangs up. */
  void staysSilentAt(String step) {
    answers(step, SILENCE);
  }

  void hangsUpAt(String step) {
    answers(step, DROP);
  }

  void offers(String... names) {
    extensions = List.of(names);
  }

  void encrypts(SSLContext with, boolean fromTheFirstByte) {
    context = with;
    fromTheStart = fromTheFirstByte;
  }

  /** What was said to it, but for the mails. */
  List<String> lines() {
    return lines;
  }

  /** As they came, dots unstuffed, without the final one. */
  List<String> mails() {
    return mails;
  }

  /** Waits for the next mail, before its final dot is answered. */
  String nextMail() throws InterruptedException {
    return arriving.take();
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> converse(socket));
      } catch (SocketException closed) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void converse(Socket socket) {
    try (socket) {
      new Conversation(socket).run();
    } catch (IOException e) {
      // The client hung up or refused the handshake: the client's side is what is tested.
    }
  }

  private final class Conversation {
    private final Socket plain;
    private Socket socket;

    /** Whether the last answer was positive. */
    private boolean granted;

    Conversation(Socket plain) throws IOException {
      this.plain = plain;
      this.socket = fromTheStart ? encrypted(plain) : plain;
    }

    void run() throws IOException {
      boolean goesOn = says("CONNECT", "220 peer ready");
      while (goesOn) {
        String line = line(socket);
        if (line == null) return;
        lines.add(line);
        String step = step(line);
        goesOn =
            switch (step) {
              case "EHLO" -> says(step, greeting());
              case "STARTTLS" -> says(step, "220 go ahead");
              case "AUTH" -> login(line);
              case "DATA" -> says(step, "354 end with a dot") && mail();
              case "QUIT" -> says(step, "221 bye") && false;
              default -> says(step, "250 ok");
            };
        if (goesOn && granted && step.equals("STARTTLS")) socket = encrypted(plain);
      }
    }

    private boolean login(String line) throws IOException {
      if (line.equals("AUTH LOGIN") && !answers.containsKey("AUTH")) {
        for (String question : List.of("334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6")) {
          send(socket, question);
          String answer = line(socket);
          if (answer == null) return false;
          lines.add(answer);
        }
      }
      return says("AUTH", "235 welcome");
    }

    private boolean mail() throws IOException {
      if (!granted) return true;
      StringBuilder mail = new StringBuilder();
      for (String line = line(socket); !".".equals(line); line = line(socket)) {
        if (line == null) return false;
        mail.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
      }
      mails.add(mail.toString());
      arriving.add(mail.toString());
      return says(".", "250 2.0.0 Ok: queued as 4F1");
    }

    /** False = the conversation is over. */
    private boolean says(String step, String usual) throws IOException {
      Queue<String> scripted = answers.get(step);
      String answer = usual;
      if (scripted != null) answer = scripted.size() > 1 ? scripted.remove() : scripted.element();
      if (answer.equals(DROP)) return false;
      if (answer.equals(SILENCE)) {
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        return false;
      }
      granted = answer.startsWith("2") || answer.startsWith("3");
      send(socket, answer);
      return true;
    }
  }

  private static String step(String line) {
    int blank = line.indexOf(' ');
    return LetterCase.upper(blank < 0 ? line : line.substring(0, blank));
  }

  private String greeting() {
    StringBuilder greeting = new StringBuilder();
    for (String extension : extensions) greeting.append("250-").append(extension).append("\r\n");
    return "250-peer\r\n" + greeting + "250 HELP";
  }

  private static void send(Socket socket, String answer) throws IOException {
    socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private Socket encrypted(Socket plain) throws IOException {
    SSLContext with = context;
    if (with == null) throw new IOException("no certificate");
    SSLSocket socket = (SSLSocket) with.getSocketFactory().createSocket(plain, null, true);
    socket.setUseClientMode(false);
    return socket;
  }

  /** Byte by byte, so that nothing of a handshake is read ahead; a bare line feed ends no line. */
  private static @Nullable String line(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int last = -1;
    for (int b = in.read(); ; b = in.read()) {
      if (b < 0) return null;
      line.write(b);
      if (b == '\n' && last == '\r') break;
      last = b;
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.substring(0, text.length() - 2);
  }
}
