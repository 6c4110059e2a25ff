package dev.watchbill.channels;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.watchbill.domain.delivery.ProviderAnswer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a mail server's refusal means for a delivery (spec delivery §1.2; RFC 5321, RFC 3463). */
final class SmtpReplies {

  /** What was asked when the reply came. */
  enum Stage {
    GREETING,
    HELLO,
    ENCRYPTION,
    LOGIN,
    SENDER,
    RECIPIENT,
    DATA,
    /** The final dot. */
    END
  }

  /**
   * A reply of the server.
   *
   * @param code three digits; -1 when what came was no reply, or none came
   * @param text all its lines, each with its code
   */
  record Reply(int code, String text) {

    /** No reply: the connection is gone. */
    static final Reply LOST = new Reply(-1, "");

    boolean positive() {
      return code >= 200 && code < 400;
    }

    /** {@code 5.1.1}: the finer word of servers that have it. */
    Optional<String> enhanced() {
      Matcher matcher = ENHANCED.matcher(text);
      return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** What the last line says after its code, at most 200 printable characters; null = nothing. */
    @Nullable String words() {
      String line = text.strip();
      line = line.substring(line.lastIndexOf('\n') + 1);
      line = MailHeaders.oneLine(line.length() > 4 ? line.substring(4) : "");
      if (line.isEmpty()) return null;
      return line.length() <= LONGEST_WORDS ? line : line.substring(0, LONGEST_WORDS);
    }

    /** {@code 550 5.1.1}: numbers only, since the words may quote anything. */
    private String numbers() {
      return enhanced().map(finer -> code + " " + finer).orElse(Integer.toString(code));
    }
  }

  private static final Pattern ENHANCED =
      Pattern.compile("^[245][0-9]{2}[ -]([245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?:[ \r\n]|$)");
  private static final int LONGEST_WORDS = 200;

  /**
   * What a refusal means. Where nothing has been said yet about the recipient and the text, a
   * refusal for good is about us: the address we call from, the name we give, the sender.
   */
  static ProviderAnswer refusal(Stage stage, Reply reply) {
    if (reply.code() < 400 || reply.code() > 599) return unexpected(stage, reply);
    String numbers = reply.numbers();
    if (reply.code() < 500) return new ProviderAnswer.Retry(numbers);
    String finer = reply.enhanced().orElse("");
    boolean aboutSender = finer.equals("5.1.7") || finer.equals("5.1.8");
    boolean aboutPolicy = finer.startsWith("5.7.");
    boolean login = reply.code() == 530 || reply.code() == 534 || reply.code() == 535;
    if (login || aboutPolicy || aboutSender) return new ProviderAnswer.BadConfig(numbers);
    return switch (stage) {
      case GREETING, HELLO, ENCRYPTION, LOGIN -> new ProviderAnswer.BadConfig(numbers);
      case SENDER ->
          reply.code() == 552
              ? new ProviderAnswer.BadContent(numbers)
              : new ProviderAnswer.BadConfig(numbers);
      case RECIPIENT -> {
        boolean address =
            reply.code() == 550 || reply.code() == 551 || reply.code() == 553 || unknown(finer);
        yield address
            ? new ProviderAnswer.BadAddress(numbers)
            : new ProviderAnswer.BadContent(numbers);
      }
      case DATA, END ->
          unknown(finer)
              ? new ProviderAnswer.BadAddress(numbers)
              : new ProviderAnswer.BadContent(numbers);
    };
  }

  private static boolean unknown(String finer) {
    return finer.startsWith("5.1.");
  }

  /** Nothing that refuses: after the dot any 2yz takes the mail, and anything else leaves doubt. */
  private static ProviderAnswer unexpected(Stage stage, Reply reply) {
    if (stage != Stage.END) return new ProviderAnswer.Retry("protocol");
    return reply.code() >= 200 && reply.code() < 300
        ? new ProviderAnswer.Accepted(reply.words())
        : new ProviderAnswer.InDoubt("protocol");
  }

  private SmtpReplies() {}
}
