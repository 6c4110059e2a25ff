package dev.watchbill.channels;

import dev.watchbill.channels.SmtpReplies.Reply;
import dev.watchbill.channels.SmtpReplies.Stage;
import dev.watchbill.domain.delivery.Carrier;
import dev.watchbill.domain.delivery.Letter;
import dev.watchbill.domain.delivery.Message;
import dev.watchbill.domain.delivery.ProviderAnswer;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Mail by SMTP (spec delivery §1.2): one connection and one recipient for each, nothing kept open.
 *
 * <p>Everything before the final dot is certainly not sent; from the dot on only the server's reply
 * tells. Nothing of Angus is loaded before the first mail: it takes a second when cold.
 */
public final class SmtpCarrier implements Carrier {

  /**
   * How long a server may take.
   *
   * @param connect for one of its addresses
   * @param command for the answer to each command
   * @param end for the answer to the final dot
   * @param whole for everything
   */
  public record Limits(Duration connect, Duration command, Duration end, Duration whole) {

    /** 5, 10, 20 and 25 s. */
    public static final Limits DEFAULT =
        new Limits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(25));
  }

  private final SmtpSettings settings;
  private final Limits limits;
  private final InstantSource clock;
  private final SafeHttp.Resolver resolver;
  private final SafeHttp.Connector connector;
  private final SSLSocketFactory tls;

  /**
   * A carrier on the machine's own name service and trust store.
   *
   * @param clock for the mail's date
   */
  public SmtpCarrier(SmtpSettings settings, InstantSource clock) {
    this(
        settings,
        Limits.DEFAULT,
        clock,
        host -> List.of(InetAddress.getAllByName(host)),
        SafeHttp::open,
        (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  SmtpCarrier(
      SmtpSettings settings,
      Limits limits,
      InstantSource clock,
      SafeHttp.Resolver resolver,
      SafeHttp.Connector connector,
      SSLSocketFactory tls) {
    this.settings = settings;
    this.limits = limits;
    this.clock = clock;
    this.resolver = resolver;
    this.connector = connector;
    this.tls = tls;
  }

  @Override
  public String provider() {
    return "smtp";
  }

  @Override
  public ProviderAnswer carry(Letter letter) {
    if (!(letter.message() instanceof Message.Mail mail)) {
      return new ProviderAnswer.BadContent("not_a_mail");
    }
    Optional<String> to = MailHeaders.address(letter.to());
    if (to.isEmpty()) return new ProviderAnswer.BadAddress("not_an_address");
    PointOfNoReturn dot = new PointOfNoReturn();
    try {
      return Bounded.run(limits.whole(), () -> converse(letter, mail, to.get(), dot));
    } catch (TimeoutException e) {
      return unanswered(dot.giveUp(), "timeout");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unanswered(dot.giveUp(), "interrupted");
    } catch (ExecutionException e) {
      // a fault in the code here or below, which is no reason to lose the attempt's place
      return unanswered(dot.giveUp(), kind(e.getCause()));
    }
  }

  private static ProviderAnswer unanswered(boolean notSent, String code) {
    return notSent ? new ProviderAnswer.Retry(code) : new ProviderAnswer.InDoubt(code);
  }

  private static String kind(@Nullable Throwable failure) {
    return failure == null ? "unknown" : failure.getClass().getSimpleName();
  }

  private ProviderAnswer converse(
      Letter letter, Message.Mail text, String to, PointOfNoReturn dot) {
    InternetAddress from;
    try {
      from = SmtpMail.sender(settings.from());
    } catch (MessagingException e) {
      return new ProviderAnswer.BadConfig("from");
    }
    InternetAddress recipient;
    try {
      recipient = new InternetAddress(to, true);
    } catch (AddressException e) {
      return new ProviderAnswer.BadAddress("not_an_address");
    }
    try {
      List<InetAddress> addresses = addresses();
      if (addresses.isEmpty()) return new ProviderAnswer.Retry("unknown_host");
      boolean near = addresses.stream().allMatch(SmtpSettings::privateOrLoopback);
      if (settings.tls() == SmtpSettings.Tls.NONE && !near) {
        return new ProviderAnswer.BadConfig("tls_needed");
      }
      try (Socket plain =
          SafeHttp.connect(connector, addresses, settings.port(), limits.connect())) {
        plain.setSoTimeout(Math.toIntExact(limits.command().toMillis()));
        Session session = Session.getInstance(properties());
        SmtpMail mail =
            SmtpMail.of(
                session, letter, text, from, recipient, settings.messageHost(), clock.instant());
        if (settings.tls() != SmtpSettings.Tls.IMPLICIT) {
          return send(session, mail, recipient, plain, plain, dot);
        }
        boolean named = !MailHeaders.literal(settings.host());
        try (Socket secure =
            SafeHttp.handshake(tls, plain, settings.host(), settings.port(), named)) {
          return send(session, mail, recipient, secure, plain, dot);
        }
      }
    } catch (IOException | MessagingException e) {
      return dot.passed() ? new ProviderAnswer.InDoubt(network(e)) : unreachable(e);
    }
  }

  private ProviderAnswer send(
      Session session,
      SmtpMail mail,
      InternetAddress to,
      Socket spoken,
      Socket plain,
      PointOfNoReturn dot)
      throws MessagingException {
    var login = new URLName("smtp", null, -1, null, settings.user(), settings.password());
    var smtp = new SmtpConversation(session, login, plain, limits.end(), dot);
    try {
      smtp.connect(spoken);
      boolean canLogIn = smtp.supportsExtension("AUTH") || smtp.supportsExtension("AUTH=LOGIN");
      if (settings.user() != null && !canLogIn) return new ProviderAnswer.BadConfig("auth_missing");
      smtp.sendMessage(mail, new Address[] {to});
      return new ProviderAnswer.Accepted(smtp.reply().words());
    } catch (MessagingException e) {
      return failed(smtp, e, dot);
    } finally {
      close(smtp);
    }
  }

  /** What was decided by then stays: a farewell that fails takes no mail back. */
  private static void close(SmtpConversation smtp) {
    try {
      smtp.close();
    } catch (MessagingException e) {
      // The socket is closed by whoever opened it.
    }
  }

  private ProviderAnswer failed(SmtpConversation smtp, MessagingException e, PointOfNoReturn dot) {
    Reply reply = smtp.reply();
    boolean decides = !reply.positive() || smtp.stage() == Stage.END;
    if (reply.code() > 0 && decides) return SmtpReplies.refusal(smtp.stage(), reply);
    if (dot.passed()) return new ProviderAnswer.InDoubt(network(e));
    if (!reply.positive() || cause(e, IOException.class) != null) return unreachable(e);
    // Granted so far, and still no way on: the server cannot what we need of it.
    if (e instanceof AuthenticationFailedException) {
      return new ProviderAnswer.BadConfig("auth_mechanism");
    }
    return encryptionNeeded() && smtp.stage() == Stage.HELLO
        ? new ProviderAnswer.BadConfig("starttls_missing")
        : new ProviderAnswer.Retry("protocol");
  }

  private ProviderAnswer unreachable(Exception e) {
    boolean certificate =
        cause(e, CertificateException.class) != null
            || cause(e, SSLPeerUnverifiedException.class) != null;
    return certificate
        ? new ProviderAnswer.BadConfig("certificate")
        : new ProviderAnswer.Retry(network(e));
  }

  private static String network(Exception e) {
    if (cause(e, InterruptedIOException.class) != null) return "timeout";
    if (cause(e, UnknownHostException.class) != null) return "unknown_host";
    if (cause(e, ConnectException.class) != null) return "no_connection";
    if (cause(e, SSLException.class) != null) return "tls";
    return "connection_lost";
  }

  private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> kind) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (kind.isInstance(each)) return kind.cast(each);
    }
    return null;
  }

  /** The host's addresses under its name, so that nobody asks whose they are. */
  private List<InetAddress> addresses() throws IOException {
    List<InetAddress> named = new ArrayList<>();
    for (InetAddress address : resolver.resolve(settings.host())) {
      named.add(InetAddress.getByAddress(settings.host(), address.getAddress()));
    }
    return named;
  }

  /** A password is never sent in the open, but where somebody asked for that by its name. */
  private boolean encryptionNeeded() {
    return switch (settings.tls()) {
      case REQUIRED -> true;
      case OPPORTUNISTIC -> settings.user() != null;
      case IMPLICIT, NONE -> false;
    };
  }

  private Properties properties() {
    Properties properties = new Properties();
    boolean starts =
        settings.tls() == SmtpSettings.Tls.REQUIRED
            || settings.tls() == SmtpSettings.Tls.OPPORTUNISTIC;
    properties.put("mail.smtp.localhost", MailHeaders.domain(settings.messageHost()));
    properties.put("mail.smtp.starttls.enable", Boolean.toString(starts));
    properties.put("mail.smtp.starttls.required", Boolean.toString(encryptionNeeded()));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.ssl.socketFactory", tls);
    properties.put("mail.smtp.auth", Boolean.toString(settings.user() != null));
    properties.put("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
    properties.put("mail.smtp.quitwait", "false");
    return properties;
  }
}
