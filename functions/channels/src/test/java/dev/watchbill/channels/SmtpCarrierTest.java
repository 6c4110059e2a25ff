package dev.watchbill.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.channels.SmtpSettings.Tls;
import dev.watchbill.domain.delivery.DeliveryChannel;
import dev.watchbill.domain.delivery.Letter;
import dev.watchbill.domain.delivery.Message;
import dev.watchbill.domain.delivery.ProviderAnswer;
import dev.watchbill.domain.delivery.ProviderAnswer.Accepted;
import dev.watchbill.domain.delivery.ProviderAnswer.BadAddress;
import dev.watchbill.domain.delivery.ProviderAnswer.BadConfig;
import dev.watchbill.domain.delivery.ProviderAnswer.BadContent;
import dev.watchbill.domain.delivery.ProviderAnswer.InDoubt;
import dev.watchbill.domain.delivery.ProviderAnswer.Retry;
import jakarta.mail.BodyPart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the table of SMTP replies (spec delivery §1.2), from a server that plays it. */
class SmtpCarrierTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final SmtpCarrier.Limits PATIENT = new SmtpCarrier.Limits(LONG, LONG, LONG, LONG);

  private final SmtpPeer peer = new SmtpPeer();
  private SmtpCarrier.Limits limits = PATIENT;
  private SSLSocketFactory trust = (SSLSocketFactory) SSLSocketFactory.getDefault();
  private SafeHttp.Resolver names = host -> List.of(InetAddress.ofLiteral("10.0.0.25"));
  private SafeHttp.Connector connector = this::connect;

  @AfterEach
  void close() throws IOException {
    peer.close();
  }

  @Test
  void aMailArrivesWhole() throws Exception {
    assertThat(carry(letter("Disk full", "a\n.\n..b\r\nc\rd", "<p>\n.\n</p>")))
        .isEqualTo(new Accepted("2.0.0 Ok: queued as 4F1"));

    assertThat(peer.lines())
        .startsWith(
            "EHLO oncall.example",
            "MAIL FROM:<alerts@example.com>",
            "RCPT TO:<ann@example.org>",
            "DATA");
    MimeMessage mail = mail(0);
    assertThat(mail.getSubject()).isEqualTo("Disk full");
    assertThat(header(mail, "From")).isEqualTo("Watchbill <alerts@example.com>");
    assertThat(header(mail, "To")).isEqualTo("ann@example.org");
    assertThat(header(mail, "Message-ID")).isEqualTo("<D0123456789ABCDEFGHIJ.2@oncall.example>");
    assertThat(header(mail, "References")).isEqualTo("<I1234@oncall.example>");
    assertThat(header(mail, "Auto-Submitted")).isEqualTo("auto-generated");
    assertThat(header(mail, "X-Watchbill-Delivery")).isEqualTo("D0123456789ABCDEFGHIJ");
    assertThat(mail.getSentDate()).isEqualTo(NOW);
    assertThat(mail.getHeader("List-Unsubscribe")).isNull();
    assertThat(mail.getContentType()).startsWith("multipart/alternative");
    assertThat(part(mail, 0).getContentType()).isEqualTo("text/plain; charset=UTF-8");
    assertThat(part(mail, 0).getContent()).isEqualTo("a\r\n.\r\n..b\r\nc\r\nd");
    assertThat(part(mail, 1).getContentType()).isEqualTo("text/html; charset=UTF-8");
    assertThat(part(mail, 1).getContent()).isEqualTo("<p>\r\n.\r\n</p>");
  }

  @Test
  void eachAttemptIsAMailOfItsOwnAndAGroupMayBeMissing() throws Exception {
    Letter first = letter("x", "t", "h");
    carry(first);
    carry(
        new Letter(
            first.delivery(),
            3,
            first.org(),
            null,
            first.channel(),
            first.to(),
            first.message(),
            first.deadline()));
    assertThat(header(mail(0), "Message-ID")).contains(".2@");
    assertThat(header(mail(1), "Message-ID")).contains(".3@");
    assertThat(mail(1).getHeader("References")).isNull();
    assertThat(peer.connections()).isEqualTo(2);
  }

  @Test
  void nothingIsOpenedBeforeTheFirstMail() {
    carrier(settings(Tls.NONE, null, null));
    assertThat(peer.connections()).isZero();
  }

  /** Replies by step; the outcome of each row of the table. */
  @ParameterizedTest
  @CsvSource({
    // 4yz at connect, EHLO, MAIL, RCPT, DATA
    "CONNECT, 421 too busy, Retry, 421",
    "CONNECT, 450 4.3.2 not now, Retry, 450 4.3.2",
    "MAIL, 450 wait, Retry, 450",
    "MAIL, 451 4.3.0 error, Retry, 451 4.3.0",
    "MAIL, 452 full, Retry, 452",
    "MAIL, 454 Throttling failure: Maximum sending rate exceeded., Retry, 454",
    "RCPT, 421 bye, Retry, 421",
    "RCPT, 450 4.2.0 greylisted, Retry, 450 4.2.0",
    "RCPT, 451 4.7.1 greylisted, Retry, 451 4.7.1",
    "RCPT, 452 4.2.2 mailbox full, Retry, 452 4.2.2",
    "DATA, 451 error, Retry, 451",
    "., 421 bye, Retry, 421",
    "., 450 wait, Retry, 450",
    "., 451 4.3.0 error, Retry, 451 4.3.0",
    "., 452 full, Retry, 452",
    "., 454 Throttling failure: Daily message quota exceeded., Retry, 454",
    // keys, senders, policy
    "MAIL, 530 5.7.0 log in first, BadConfig, 530 5.7.0",
    "RCPT, 530 log in first, BadConfig, 530",
    "MAIL, 534 mechanism too weak, BadConfig, 534",
    "MAIL, 535 not allowed, BadConfig, 535",
    "CONNECT, 554 no service for you, BadConfig, 554",
    "MAIL, 553 5.1.8 sender domain unknown, BadConfig, 553 5.1.8",
    "MAIL, 550 not your address, BadConfig, 550",
    "RCPT, 550 5.7.1 relaying denied, BadConfig, 550 5.7.1",
    "RCPT, 554 5.7.1 relay access denied, BadConfig, 554 5.7.1",
    "RCPT, 550 5.1.8 sender refused, BadConfig, 550 5.1.8",
    "., 554 5.7.1 policy, BadConfig, 554 5.7.1",
    "., 550 5.7.26 unauthenticated, BadConfig, 550 5.7.26",
    // 550, 551, 553 at RCPT; 5.1.x
    "RCPT, 550 no such user, BadAddress, 550",
    "RCPT, 550 5.1.1 no such user, BadAddress, 550 5.1.1",
    "RCPT, 551 not local, BadAddress, 551",
    "RCPT, 553 not a name, BadAddress, 553",
    "RCPT, 501 5.1.3 bad syntax, BadAddress, 501 5.1.3",
    "RCPT, 554 5.1.0 rejected, BadAddress, 554 5.1.0",
    "., 550 5.1.1 no such user, BadAddress, 550 5.1.1",
    // 552, 554, other 5yz
    "MAIL, 552 5.3.4 too big, BadContent, 552 5.3.4",
    "RCPT, 552 5.2.2 full, BadContent, 552 5.2.2",
    "RCPT, 554 no, BadContent, 554",
    "DATA, 554 no valid recipients, BadContent, 554",
    "., 552 too big, BadContent, 552",
    "., 554 looks like spam, BadContent, 554",
    "., 550 looks like spam, BadContent, 550",
    "., 571 blocked, BadContent, 571",
  })
  void eachReplyHasItsOutcome(String step, String reply, String outcome, String code) {
    peer.answers(step, reply);
    assertThat(carry()).isEqualTo(answer(outcome, code));
    assertThat(peer.connections()).isOne();
  }

  @ParameterizedTest
  @CsvSource({
    "EHLO, 550 go away, BadConfig, 550",
    "EHLO, 554 5.7.1 you are blocked, BadConfig, 554 5.7.1",
    "EHLO, 450 wait, Retry, 450",
    "EHLO, 421 4.3.2 shutting down, Retry, 421 4.3.2"
  })
  void aServerThatRefusesBothGreetingsHasItsOutcome(
      String step, String reply, String outcome, String code) {
    peer.answers(step, reply);
    peer.answers("HELO", "502 no");
    assertThat(carry()).isEqualTo(answer(outcome, code));
    peer.hangsUpAt("HELO");
    assertThat(carry()).isEqualTo(answer(outcome, code));
  }

  @Test
  void anOldServerIsGreetedTheOldWay() {
    peer.answers("EHLO", "502 what?");
    assertThat(carry()).isInstanceOf(Accepted.class);
    assertThat(peer.lines()).contains("HELO oncall.example");
  }

  @Test
  void aReplyOfManyLinesIsReadToItsEnd() {
    peer.answers(".", "250-2.0.0 taken\r\n250 2.0.0 as 77");
    assertThat(carry()).isEqualTo(new Accepted("2.0.0 as 77"));
    peer.answers("RCPT", "550-5.1.1 nobody\r\n550 5.1.1 really");
    assertThat(carry()).isEqualTo(new BadAddress("550 5.1.1"));
  }

  @Test
  void otherWordsOfConsentAreConsentAndOtherWordsAreNone() {
    peer.answers(".", "252 cannot say but will try");
    assertThat(carry()).isEqualTo(new Accepted("cannot say but will try"));
    peer.answers(".", "250");
    assertThat(carry()).isEqualTo(new Accepted(null));
    peer.answers(".", "354 more?");
    assertThat(carry()).isEqualTo(new InDoubt("protocol"));
    peer.answers("MAIL", "299 what");
    assertThat(carry()).isEqualTo(new Retry("protocol"));
    peer.answers("CONNECT", "200 HTTP?");
    assertThat(carry()).isEqualTo(new Retry("protocol"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA"})
  void aConnectionLostBeforeTheDotIsTriedAgain(String step) {
    peer.hangsUpAt(step);
    assertThat(carry()).isEqualTo(new Retry("connection_lost"));
    peer.answers(step, "gibberish");
    peer.answers("HELO", "gibberish");
    assertThat(carry()).isEqualTo(new Retry("connection_lost"));
    assertThat(peer.mails()).isEmpty();
  }

  @Test
  void aConnectionLostAfterTheDotLeavesDoubt() {
    peer.hangsUpAt(".");
    assertThat(carry()).isEqualTo(new InDoubt("connection_lost"));
    peer.answers(".", "gibberish");
    assertThat(carry()).isEqualTo(new InDoubt("connection_lost"));
    assertThat(peer.mails()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA"})
  void aServerThatFallsSilentBeforeTheDotIsTriedAgain(String step) {
    peer.staysSilentAt(step);
    limits = new SmtpCarrier.Limits(LONG, SHORT, LONG, LONG);
    assertThat(carry()).isEqualTo(new Retry("timeout"));
    limits = new SmtpCarrier.Limits(LONG, LONG, LONG, SHORT);
    assertThat(carry()).isEqualTo(new Retry("timeout"));
    assertThat(peer.mails()).isEmpty();
  }

  /** The dot has a limit of its own: a server that scans what it was given may take longer. */
  @Test
  void aServerThatFallsSilentAfterTheDotLeavesDoubt() {
    peer.staysSilentAt(".");
    limits = new SmtpCarrier.Limits(LONG, LONG, SHORT, LONG);
    assertThat(carry()).isEqualTo(new InDoubt("timeout"));
    assertThat(peer.mails()).hasSize(1);
  }

  /** Whoever waits may be stopped at any time: what counts is whether the dot was written. */
  @Test
  void whoIsInterruptedAfterTheDotIsInDoubt() throws Exception {
    peer.staysSilentAt(".");
    var waiting = new FutureTask<>(() -> carry());
    Thread thread = Thread.ofVirtual().start(waiting);
    assertThat(peer.nextMail()).contains("Subject: Disk full");
    thread.interrupt();
    assertThat(waiting.get()).isEqualTo(new InDoubt("interrupted"));
  }

  @Test
  void whoIsInterruptedStopsWaiting() {
    peer.staysSilentAt("RCPT");
    Thread.currentThread().interrupt();
    assertThat(carry()).isEqualTo(new Retry("interrupted"));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aRefusalIsNotHiddenByAFarewellThatFails() {
    peer.answers("RCPT", "550 5.1.1 nobody");
    peer.hangsUpAt("RSET");
    peer.hangsUpAt("QUIT");
    assertThat(carry()).isEqualTo(new BadAddress("550 5.1.1"));
    assertThat(peer.lines()).doesNotContain("RSET");
  }

  @Test
  void aServerThatCannotBeReachedIsTriedAgain() throws Exception {
    connector =
        (address, port, timeout) -> {
          throw new ConnectException("Connection refused");
        };
    assertThat(carry()).isEqualTo(new Retry("no_connection"));
    connector =
        (address, port, timeout) -> {
          assertThat(timeout).isEqualTo(LONG);
          throw new SocketTimeoutException("Connect timed out");
        };
    assertThat(carry()).isEqualTo(new Retry("timeout"));
    names =
        host -> {
          throw new UnknownHostException(host);
        };
    assertThat(carry()).isEqualTo(new Retry("unknown_host"));
    names = host -> List.of();
    assertThat(carry()).isEqualTo(new Retry("unknown_host"));
  }

  @Test
  void aSecondAddressOfTheServerIsTried() {
    InetAddress dead = InetAddress.ofLiteral("10.0.0.24");
    names = host -> List.of(dead, InetAddress.ofLiteral("10.0.0.25"));
    connector =
        (address, port, timeout) -> {
          if (address.equals(dead)) throw new ConnectException("Connection refused");
          return connect(address, port, timeout);
        };
    assertThat(carry()).isInstanceOf(Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"93.184.216.34", "169.254.0.1", "2001:4860::1", "fe80::1", "100.64.0.1"})
  void withoutEncryptionOnlyOwnMachinesAreCalled(String address) {
    names = host -> List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral(address));
    assertThat(carry()).isEqualTo(new BadConfig("tls_needed"));
    assertThat(peer.connections()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "10.1.2.3", "172.20.0.3", "192.168.1.1", "fd00::7"})
  void aRelayOfOnesOwnNeedsNone(String address) {
    names = host -> List.of(InetAddress.ofLiteral(address));
    assertThat(carry()).isInstanceOf(Accepted.class);
  }

  @Test
  void encryptionStartsBeforeAnythingIsTold(@TempDir Path folder) throws Exception {
    SSLContext certificate = SelfMadeCertificate.of("mail.example", folder).context();
    trust = certificate.getSocketFactory();
    peer.encrypts(certificate, false);
    peer.offers("STARTTLS", "AUTH LOGIN PLAIN");
    for (Tls tls : List.of(Tls.REQUIRED, Tls.OPPORTUNISTIC)) {
      peer.lines().clear();
      assertThat(carry(settings(tls, "ann", "s3cret"))).isInstanceOf(Accepted.class);
      assertThat(peer.lines())
          .startsWith(
              "EHLO oncall.example", "STARTTLS", "EHLO oncall.example", "AUTH PLAIN " + plain());
    }
  }

  @Test
  void encryptionFromTheFirstByte(@TempDir Path folder) throws Exception {
    SSLContext certificate = SelfMadeCertificate.of("mail.example", folder).context();
    trust = certificate.getSocketFactory();
    peer.encrypts(certificate, true);
    peer.offers("AUTH LOGIN");
    assertThat(carry(settings(Tls.IMPLICIT, "ann", "s3cret"))).isInstanceOf(Accepted.class);
    assertThat(peer.lines())
        .startsWith(
            "EHLO oncall.example",
            "AUTH LOGIN",
            Base64.getEncoder().encodeToString("ann".getBytes(StandardCharsets.UTF_8)));
    peer.staysSilentAt(".");
    limits = new SmtpCarrier.Limits(LONG, LONG, SHORT, LONG);
    assertThat(carry(settings(Tls.IMPLICIT, "ann", "s3cret"))).isEqualTo(new InDoubt("timeout"));
    peer.staysSilentAt("RCPT");
    limits = new SmtpCarrier.Limits(LONG, SHORT, LONG, LONG);
    assertThat(carry(settings(Tls.IMPLICIT, "ann", "s3cret"))).isEqualTo(new Retry("timeout"));
  }

  @Test
  void aServerWithoutEncryptionIsToldNothing() {
    assertThat(carry(settings(Tls.REQUIRED, null, null)))
        .isEqualTo(new BadConfig("starttls_missing"));
    peer.offers("AUTH PLAIN LOGIN");
    for (Tls tls : List.of(Tls.REQUIRED, Tls.OPPORTUNISTIC)) {
      assertThat(carry(settings(tls, "ann", "s3cret")))
          .isEqualTo(new BadConfig("starttls_missing"));
    }
    assertThat(peer.lines()).allMatch(line -> line.startsWith("EHLO ") || line.equals("QUIT"));
    assertThat(carry(settings(Tls.OPPORTUNISTIC, null, null))).isInstanceOf(Accepted.class);
  }

  @ParameterizedTest
  @CsvSource({
    "454 4.7.0 TLS not available, Retry, 454 4.7.0",
    "502 what, BadConfig, 502",
    "501 no, BadConfig, 501"
  })
  void encryptionThatIsRefusedHasItsOutcome(String reply, String outcome, String code) {
    peer.offers("STARTTLS");
    peer.answers("STARTTLS", reply);
    assertThat(carry(settings(Tls.REQUIRED, null, null))).isEqualTo(answer(outcome, code));
  }

  @Test
  void aCertificateNobodyVouchesForIsRefused(@TempDir Path folder) throws Exception {
    SSLContext unknown = SelfMadeCertificate.of("mail.example", folder).context();
    peer.encrypts(unknown, false);
    peer.offers("STARTTLS");
    for (Tls tls : List.of(Tls.REQUIRED, Tls.OPPORTUNISTIC)) {
      assertThat(carry(settings(tls, null, null))).isEqualTo(new BadConfig("certificate"));
    }
    peer.encrypts(unknown, true);
    assertThat(carry(settings(Tls.IMPLICIT, null, null))).isEqualTo(new BadConfig("certificate"));
    assertThat(peer.mails()).isEmpty();
  }

  @Test
  void aCertificateOfSomebodyElseIsRefused(@TempDir Path folder) throws Exception {
    SSLContext other = SelfMadeCertificate.of("other.example", folder).context();
    trust = other.getSocketFactory();
    peer.offers("STARTTLS");
    peer.encrypts(other, false);
    assertThat(carry(settings(Tls.REQUIRED, null, null))).isEqualTo(new BadConfig("certificate"));
    peer.encrypts(other, true);
    assertThat(carry(settings(Tls.IMPLICIT, null, null))).isEqualTo(new BadConfig("certificate"));
    assertThat(peer.mails()).isEmpty();
  }

  @Test
  void aHandshakeThatBreaksOffIsTriedAgain() {
    peer.offers("STARTTLS"); // and hangs up, having no certificate
    assertThat(carry(settings(Tls.REQUIRED, null, null))).isInstanceOf(Retry.class);
  }

  @ParameterizedTest
  @CsvSource({
    "535 5.7.8 wrong: s3cret, BadConfig, 535 5.7.8",
    "534 5.7.9 too weak, BadConfig, 534 5.7.9",
    "530 5.7.0 STARTTLS first, BadConfig, 530 5.7.0",
    "504 no such mechanism, BadConfig, 504",
    "454 4.7.0 temporary failure, Retry, 454 4.7.0",
    "421 bye, Retry, 421"
  })
  void aLoginThatIsRefusedHasItsOutcome(String reply, String outcome, String code) {
    peer.offers("AUTH PLAIN LOGIN");
    peer.answers("AUTH", reply);
    peer.answers("STARTTLS", "502 no");
    ProviderAnswer answer = carry(settings(Tls.NONE, "ann", "s3cret"));
    if (reply.startsWith("530")) {
      // Angus asks for encryption then; either word of the server means the same
      assertThat(answer).isInstanceOf(BadConfig.class);
    } else {
      assertThat(answer).isEqualTo(answer(outcome, code));
    }
    assertThat(answer.toString()).doesNotContain("s3cret");
    assertThat(peer.mails()).isEmpty();
  }

  @Test
  void aServerThatCannotLogUsInIsNotUsed() {
    assertThat(carry(settings(Tls.NONE, "ann", "s3cret"))).isEqualTo(new BadConfig("auth_missing"));
    peer.offers("AUTH GSSAPI");
    assertThat(carry(settings(Tls.NONE, "ann", "s3cret")))
        .isEqualTo(new BadConfig("auth_mechanism"));
    peer.offers("AUTH PLAIN");
    peer.hangsUpAt("AUTH");
    assertThat(carry(settings(Tls.NONE, "ann", "s3cret"))).isEqualTo(new Retry("connection_lost"));
    assertThat(peer.mails()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ann",
        "@example.org",
        "ann@",
        "ann@example.org\r\nRCPT TO:<bob@example.org>",
        "ann@example.org>\r\nDATA",
        "ann@example.org,bob@example.org",
        "Ann <ann@example.org>",
        "a b@example.org",
        "\"a b\"@example.org",
        "a@b@example.org",
        "friends:ann@example.org;",
        "j\u00fcrgen@example.org",
        "ann@exa mple.org",
        "ann@-example-.org",
        "ann@example..org"
      })
  void whatIsNoAddressIsNotSentTo(String to) {
    assertThat(carry(letter(to))).isEqualTo(new BadAddress("not_an_address"));
    assertThat(peer.lines()).noneMatch(line -> line.startsWith("RCPT"));
  }

  @Test
  void aDomainOfOtherLettersIsSpelledInAscii() {
    assertThat(carry(letter("ann@b\u00fccher.example"))).isInstanceOf(Accepted.class);
    assertThat(peer.lines()).contains("RCPT TO:<ann@xn--bcher-kva.example>");
  }

  @Test
  void onlyMailsAreCarried() {
    Letter letter =
        new Letter(
            "D1",
            1,
            "O1",
            null,
            DeliveryChannel.SMS,
            "a@b.example",
            new Message.ShortText("x"),
            NOW);
    assertThat(carry(letter)).isEqualTo(new BadContent("not_a_mail"));
    assertThat(peer.connections()).isZero();
  }

  @Test
  void aSenderThatIsNoneIsAFaultOfTheSettings() {
    var settings =
        new SmtpSettings(
            "mail.example", 25, Tls.NONE, null, null, "a@example.com, b@example.com", "h.example");
    assertThat(carry(settings)).isEqualTo(new BadConfig("from"));
  }

  @Test
  void aSendersNameMayHaveAnyLetters() throws Exception {
    var settings =
        new SmtpSettings(
            "mail.example", 25, Tls.NONE, null, null, "W\u00e4chter <w@example.com>", "127.0.0.1");
    assertThat(carry(settings)).isInstanceOf(Accepted.class);
    assertThat(mail(0).getFrom()[0].toString())
        .isEqualTo("=?UTF-8?Q?W=C3=A4chter?= <w@example.com>");
    assertThat(header(mail(0), "Message-ID")).endsWith("@[127.0.0.1]>");
    assertThat(peer.lines()).contains("EHLO [127.0.0.1]");
  }

  /** A title can say what it wants: it stays one header, and no mail gets one that is not ours. */
  @Test
  void noTextBecomesAHeaderOrACommand() throws Exception {
    long seed = 20_260_301;
    Random random = new Random(seed);
    String[] pieces = {
      "\r\n",
      "\n",
      "\r",
      "\0",
      "\t",
      " ",
      ".",
      "\r\n.\r\n",
      "Bcc: x@example.com",
      "RCPT TO:<x@x>",
      "\u2028",
      "\u0085",
      "a",
      "\u00e4",
      "\ud83d\udd25",
      "=?UTF-8?Q?x?=",
      "x".repeat(90),
      "<b>",
      "\"",
      "\u007f",
      "\u001b[31m"
    };
    for (int round = 0; round < 60; round++) {
      String subject = text(random, pieces);
      String body = text(random, pieces).replace("\0", "");
      assertThat(carry(letter(subject, body, body)))
          .as("seed %s round %s", seed, round)
          .isInstanceOf(Accepted.class);
      String raw = peer.mails().get(round);
      MimeMessage mail = mail(round);
      assertThat(Collections.list(mail.getAllHeaders()))
          .as("seed %s round %s: %s", seed, round, raw)
          .extracting(header -> header.getName())
          .containsExactlyInAnyOrder(
              "Date",
              "From",
              "To",
              "Message-ID",
              "Subject",
              "MIME-Version",
              "Content-Type",
              "References",
              "Auto-Submitted",
              "X-Watchbill-Delivery");
      assertThat(raw.substring(0, raw.indexOf("\r\n\r\n")).replace("\r\n", ""))
          .doesNotContainPattern("[\\x00-\\x08\\x0a-\\x1f\\x7f-\\xff]");
      assertThat(raw.replace("\r\n", "")).as("bare line ends").doesNotContainPattern("[\r\n]");
      for (int part = 0; part < 2; part++) {
        assertThat(part(mail, part).getContent())
            .as("seed %s round %s", seed, round)
            .isEqualTo(body.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n"));
      }
    }
    assertThat(peer.lines())
        .allMatch(line -> line.matches("(EHLO|MAIL|RCPT TO:<ann@example.org>|DATA|QUIT).*"));
  }

  private static String text(Random random, String[] pieces) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }

  private static ProviderAnswer answer(String outcome, String code) {
    return switch (outcome) {
      case "Retry" -> new Retry(code);
      case "BadAddress" -> new BadAddress(code);
      case "BadContent" -> new BadContent(code);
      case "BadConfig" -> new BadConfig(code);
      default -> throw new AssertionError(outcome);
    };
  }

  private ProviderAnswer carry() {
    return carry(letter("Disk full", "text", "<p>html</p>"));
  }

  private ProviderAnswer carry(Letter letter) {
    return carrier(settings(Tls.NONE, null, null)).carry(letter);
  }

  private ProviderAnswer carry(SmtpSettings settings) {
    return carrier(settings).carry(letter("Disk full", "text", "<p>html</p>"));
  }

  private SmtpCarrier carrier(SmtpSettings settings) {
    return new SmtpCarrier(settings, limits, InstantSource.fixed(NOW), names, connector, trust);
  }

  private static SmtpSettings settings(Tls tls, @Nullable String user, @Nullable String password) {
    return new SmtpSettings(
        "mail.example",
        25,
        tls,
        user,
        password,
        "Watchbill <alerts@example.com>",
        "oncall.example");
  }

  /** Whatever address was meant, the connection ends at the peer. */
  private Socket connect(InetAddress address, int port, Duration timeout) throws IOException {
    assertThat(port).isEqualTo(25);
    InetAddress named =
        InetAddress.getByAddress(
            address.getHostName(), InetAddress.ofLiteral("127.0.0.1").getAddress());
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(named, peer.port()), Math.toIntExact(timeout.toMillis()));
    return socket;
  }

  private static String plain() {
    return Base64.getEncoder().encodeToString("ann\0ann\0s3cret".getBytes(StandardCharsets.UTF_8));
  }

  private static Letter letter(String to) {
    return letter(to, new Message.Mail("Disk full", "text", "<p>html</p>"));
  }

  private static Letter letter(String subject, String text, String html) {
    return letter("ann@example.org", new Message.Mail(subject, text, html));
  }

  private static Letter letter(String to, Message message) {
    return new Letter(
        "D0123456789ABCDEFGHIJ",
        2,
        "O1",
        "I1234",
        DeliveryChannel.EMAIL,
        to,
        message,
        NOW.plusSeconds(1_800));
  }

  private MimeMessage mail(int index) throws Exception {
    byte[] bytes = peer.mails().get(index).getBytes(StandardCharsets.UTF_8);
    return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
  }

  private static String header(MimeMessage mail, String name) throws Exception {
    assertThat(mail.getHeader(name)).hasSize(1);
    return mail.getHeader(name)[0];
  }

  private static BodyPart part(MimeMessage mail, int index) throws Exception {
    return ((MimeMultipart) mail.getContent()).getBodyPart(index);
  }
}
