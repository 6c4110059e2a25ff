package dev.watchbill.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.watchbill.domain.delivery.DeliveryChannel;
import dev.watchbill.domain.delivery.Letter;
import dev.watchbill.domain.delivery.Message;
import dev.watchbill.domain.delivery.ProviderAnswer;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A mail server by other hands takes our mails, set up as the local runner sets it up. */
class GreenMailTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private ProviderAnswer carry(String login) {
    SmtpSettings settings =
        SmtpSettings.of(
            "smtp://" + login + "127.0.0.1:" + server.getSmtp().getPort(),
            "Watchbill <alerts@example.com>",
            "localhost");
    return new SmtpCarrier(settings, InstantSource.fixed(NOW))
        .carry(
            new Letter(
                "D1",
                1,
                "O1",
                "I1",
                DeliveryChannel.EMAIL,
                "ann@example.org",
                new Message.Mail(
                    "Feuer \ud83d\udd25 im Keller",
                    "brennt \u2013 \u00f6ffnen\n.\n",
                    "<p>\u00f6</p>"),
                NOW));
  }

  @Test
  void aMailArrives() throws Exception {
    assertThat(carry("")).isInstanceOf(ProviderAnswer.Accepted.class);

    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(mail.getAllRecipients()[0].toString()).isEqualTo("ann@example.org");
    assertThat(mail.getSubject()).isEqualTo("Feuer \ud83d\udd25 im Keller");
    assertThat(mail.getMessageID()).isEqualTo("<D1.1@localhost>");
    MimeMultipart parts = (MimeMultipart) mail.getContent();
    assertThat(parts.getBodyPart(0).getContent().toString().stripTrailing())
        .isEqualTo("brennt \u2013 \u00f6ffnen\r\n.");
    assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<p>\u00f6</p>");
  }

  @Test
  void aUserLogsIn() {
    server.getUserManager().setAuthRequired(true);
    server.setUser("ann", "s3cret");
    assertThat(carry("ann:s3cret@")).isInstanceOf(ProviderAnswer.Accepted.class);
    assertThat(carry("ann:wrong@"))
        .isInstanceOfSatisfying(
            ProviderAnswer.BadConfig.class, answer -> assertThat(answer.code()).startsWith("535"));
  }
}
