package dev.watchbill.channels;

import dev.watchbill.domain.delivery.Letter;
import dev.watchbill.domain.delivery.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/** A mail as SMTP carries it: plain text with HTML as its alternative. */
final class SmtpMail extends MimeMessage {

  private static final String UTF8 = StandardCharsets.UTF_8.name();

  private final String id;

  private SmtpMail(Session session, String id) {
    super(session);
    this.id = id;
  }

  /**
   * Writes it.
   *
   * @throws MessagingException when the sender is not one address
   */
  static SmtpMail of(
      Session session,
      Letter letter,
      Message.Mail text,
      InternetAddress from,
      InternetAddress to,
      String messageHost,
      Instant at)
      throws MessagingException {
    SmtpMail mail = new SmtpMail(session, MailHeaders.messageId(letter, messageHost));
    mail.setFrom(from);
    mail.setRecipient(RecipientType.TO, to);
    mail.setSubject(MailHeaders.oneLine(text.subject()), UTF8);
    mail.setSentDate(Date.from(at));
    for (Map.Entry<String, String> header : MailHeaders.of(letter, messageHost).entrySet()) {
      mail.setHeader(header.getKey(), header.getValue());
    }
    MimeMultipart parts = new MimeMultipart("alternative");
    parts.addBodyPart(part(text.text(), "plain"));
    parts.addBodyPart(part(text.html(), "html"));
    mail.setContent(parts);
    mail.saveChanges();
    return mail;
  }

  /**
   * The sender as a header takes it.
   *
   * @throws MessagingException when it is not one address
   */
  static InternetAddress sender(String from) throws MessagingException {
    InternetAddress[] senders = InternetAddress.parse(from, true);
    if (senders.length != 1) throw new MessagingException("not one sender");
    try {
      senders[0].setPersonal(senders[0].getPersonal(), UTF8);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every Java has UTF-8", e);
    }
    return senders[0];
  }

  /**
   * Mail's own line ends before anything is encoded: what base64 hides is not mended on the way.
   */
  private static MimeBodyPart part(String text, String kind) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    String canonical = text.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n");
    part.setText(canonical, UTF8, kind);
    return part;
  }

  /** Trap: whatever stands in the header is overwritten when the mail is saved, but for this. */
  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }
}
