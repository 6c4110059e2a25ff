package dev.watchbill.channels;

import dev.watchbill.channels.SmtpReplies.Reply;
import dev.watchbill.channels.SmtpReplies.Stage;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * Angus's conversation with a server, made to tell how far it came: its exceptions wrap replies
 * differently at each stage, and a refusal may be lost behind the failure of what is said next.
 */
final class SmtpConversation extends SMTPTransport {

  private final Socket socket;
  private final Duration end;
  private final PointOfNoReturn dot;
  private Stage asked = Stage.GREETING;
  private Stage answered = Stage.GREETING;
  private Reply reply = new Reply(220, "");

  /**
   * A conversation over a connection.
   *
   * @param name the user who logs in, or one with neither user nor password
   * @param socket the connection itself, whose limit holds for TLS above it too
   * @param end how long the answer to the final dot may take
   */
  SmtpConversation(
      Session session, URLName name, Socket socket, Duration end, PointOfNoReturn dot) {
    super(session, name);
    this.socket = socket;
    this.end = end;
    this.dot = dot;
  }

  /** To what the {@link #reply} was. */
  Stage stage() {
    return answered;
  }

  /** The last reply, or the first one that refused since something was granted. */
  Reply reply() {
    return reply;
  }

  @Override
  protected void sendCommand(String command) throws MessagingException {
    asked = stage(command);
    super.sendCommand(command);
  }

  private Stage stage(String command) {
    int blank = command.indexOf(' ');
    return switch (blank < 0 ? command : command.substring(0, blank)) {
      case "EHLO", "HELO" -> Stage.HELLO;
      case "STARTTLS" -> Stage.ENCRYPTION;
      case "AUTH" -> Stage.LOGIN;
      case "MAIL" -> Stage.SENDER;
      case "RCPT" -> Stage.RECIPIENT;
      case "DATA" -> Stage.DATA;
      case "." -> Stage.END;
      default -> asked; // QUIT, whose answer nobody waits for
    };
  }

  @Override
  protected int readServerResponse() throws MessagingException {
    Reply heard = Reply.LOST;
    try {
      int code = super.readServerResponse();
      if (code > 0) heard = new Reply(code, getLastServerResponse());
      return code;
    } finally {
      if (reply.positive() || heard.positive()) {
        answered = asked;
        reply = heard;
      }
    }
  }

  /** No connection is used twice, so none is reset: the wait could hide the refusal before it. */
  @Override
  public synchronized void issueCommand(String command, int expected) throws MessagingException {
    if (!command.equals("RSET")) super.issueCommand(command, expected);
  }

  @Override
  protected void finishData() throws IOException, MessagingException {
    if (!dot.pass()) throw new IOException("given up");
    socket.setSoTimeout(Math.toIntExact(end.toMillis()));
    super.finishData();
  }
}
