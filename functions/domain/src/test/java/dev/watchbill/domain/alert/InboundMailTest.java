package dev.watchbill.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.integration.PlainValues;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spec oncall-behaviour §1.7, inbound_email. */
class InboundMailTest {

  @Test
  void theTextPartWins() {
    assertThat(InboundMail.alert(" Disk full ", " words \n", "<b>no</b>", "a@b.c").payload())
        .isEqualTo(
            PlainValues.object("subject", "Disk full", "message", "words", "sender", "a@b.c"));
    assertThat(InboundMail.alert(null, null, null, null).payload())
        .isEqualTo(PlainValues.object("subject", "", "message", "", "sender", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a@b.c|a@b.c",
        "Ann <ann@b.c>|ann@b.c",
        "\"Lee, A\" <a.lee+x@b.c>|a.lee+x@b.c",
        "<a@b.c>|a@b.c",
        "undisclosed|undisclosed",
        "a@b.c, d@e.f|a@b.c, d@e.f",
      },
      quoteCharacter = '`')
  void theSenderIsAnAddressOrTheRawHeader(String from, String sender) {
    assertThat(field(InboundMail.alert("s", "t", null, from), "sender")).isEqualTo(sender);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<p>a</p><p>b</p>|a;b",
        "a<br>b|a;b",
        "<div>x <b>bold</b>   y</div>|x bold y",
        "see <a href=\"https://a.b/c\">this</a>!|see this (https://a.b/c)!",
        "<a>bare</a>|bare",
        "<ul><li>one</li><li>two</li></ul>|* one;* two",
        "a<hr>b|a;--------------------------------;b",
        "<p> </p><p></p>x|x",
        "<style>p{}</style><script>alert(1)</script>ok|ok",
        "a &lt; b &amp; c|a < b & c",
        "<table><tr><td>1</td><td>2</td></tr></table>|1;2",
      },
      quoteCharacter = '`')
  void htmlBecomesText(String html, String lines) {
    assertThat(field(InboundMail.alert("s", " ", html, "f"), "message"))
        .isEqualTo(lines.replace(';', '\n'));
  }

  private static @Nullable Object field(IncomingAlert alert, String name) {
    return Objects.requireNonNull(PlainValues.asObject(alert.payload())).get(name);
  }
}
