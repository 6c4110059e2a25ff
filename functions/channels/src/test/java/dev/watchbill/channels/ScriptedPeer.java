package dev.watchbill.channels;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A server on loopback that writes the next scripted bytes to each connection and closes it. */
final class ScriptedPeer implements Closeable {

  private static final String SILENCE = "\0";

  private final ServerSocket server;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> serverNames = new CopyOnWriteArrayList<>();
  private volatile @Nullable SSLContext secure;

  ScriptedPeer() {
    try {
      server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::serve);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  void answers(String bytes) {
    answers.add(bytes);
  }

  void staysSilent() {
    answers.add(SILENCE);
  }

  void secure(SSLContext context) {
    secure = context;
  }

  int requests() {
    return requests.size();
  }

  String request(int index) {
    return requests.get(index);
  }

  List<String> serverNames() {
    return serverNames;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> converse(socket));
      } catch (SocketException closed) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void converse(Socket plain) {
    try (Socket socket = wrapped(plain)) {
      String request = read(new BufferedInputStream(socket.getInputStream()));
      if (request.isEmpty()) return;
      requests.add(request);
      if (socket instanceof SSLSocket tls) {
        ((ExtendedSSLSession) tls.getSession())
            .getRequestedServerNames()
            .forEach(
                name -> serverNames.add(new String(name.getEncoded(), StandardCharsets.UTF_8)));
      }
      String answer = answers.take();
      if (answer.equals(SILENCE)) {
        socket.getInputStream().read(); // until the client hangs up
        return;
      }
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    } catch (IOException e) {
      // The client hung up or refused the handshake: the client's side is what is tested.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Socket wrapped(Socket plain) throws IOException {
    SSLContext context = secure;
    if (context == null) return plain;
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, true);
    socket.setUseClientMode(false);
    return socket;
  }

  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) return "";
      bytes.write(b);
    }
    String head = bytes.toString(StandardCharsets.UTF_8);
    int at = head.indexOf("Content-Length: ");
    if (at < 0) return head;
    int length = Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
    return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
