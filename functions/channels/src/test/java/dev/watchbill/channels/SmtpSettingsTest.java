package dev.watchbill.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.channels.SmtpSettings.Tls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpSettingsTest {

  private static SmtpSettings of(String url) {
    return SmtpSettings.of(url, "a@example.com", "h.example");
  }

  @ParameterizedTest
  @CsvSource({
    "smtp://127.0.0.1:1025, 127.0.0.1, 1025, NONE",
    "smtp://localhost:1025/, localhost, 1025, NONE",
    "smtp://[::1]:25, ::1, 25, NONE",
    "smtp://10.1.2.3, 10.1.2.3, 587, NONE",
    "smtp://mail.example:25, mail.example, 25, REQUIRED",
    "smtp://93.184.216.34, 93.184.216.34, 587, REQUIRED",
    "smtp://mail.example?tls=opportunistic, mail.example, 587, OPPORTUNISTIC",
    "smtp://mailpit:1025?tls=none, mailpit, 1025, NONE",
    "smtp://localhost:1025?tls=required, localhost, 1025, REQUIRED",
    "smtps://mail.example, mail.example, 465, IMPLICIT",
    "SMTPS://127.0.0.1:2465, 127.0.0.1, 2465, IMPLICIT"
  })
  void readsAnAddress(String url, String host, int port, Tls tls) {
    assertThat(of(url))
        .isEqualTo(new SmtpSettings(host, port, tls, null, null, "a@example.com", "h.example"));
  }

  @Test
  void readsWhoLogsIn() {
    SmtpSettings settings = of("smtps://ann%40example.com:p%3A%2F+x@mail.example");
    assertThat(settings.user()).isEqualTo("ann@example.com");
    assertThat(settings.password()).isEqualTo("p:/+x");
    assertThat(settings.toString()).doesNotContain("p:/").contains("mail.example:465");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s3cret",
        "http://mail.example",
        "smtp:s3cret",
        "smtp://s3cret@mail.example",
        "smtp://:s3cret@mail.example",
        "smtps://ann:s3cret%zz@mail.example",
        "smtps://ann:s3cret @mail.example",
        "smtps://ann%0d%0a:s3cret@mail.example",
        "smtp://ann:s3cret@",
        "smtp://ann:s3cret@mail.example:0",
        "smtp://ann:s3cret@mail.example:70000",
        "smtp://ann:s3cret@mail.example/path",
        "smtp://ann:s3cret@mail.example#x",
        "smtp://ann:s3cret@mail.example?tls=maybe",
        "smtp://ann:s3cret@mail.example?tls=implicit",
        "smtps://ann:s3cret@mail.example?tls=none"
      })
  void whatIsNoneIsRefusedWithoutBeingQuoted(String url) {
    assertThatThrownBy(() -> of(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void noFieldCanHoldALineBreak() {
    for (String bad : new String[] {"", "a\r\nb@c", "a b\n@c"}) {
      assertThatThrownBy(() -> SmtpSettings.of("smtp://localhost", bad, "h.example"))
          .hasMessage("from");
      assertThatThrownBy(() -> SmtpSettings.of("smtp://localhost", "a@b.example", bad))
          .hasMessage("messageHost");
      assertThatThrownBy(
              () -> new SmtpSettings(bad, 25, Tls.NONE, null, null, "a@b.example", "h.example"))
          .hasMessage("host");
      assertThatThrownBy(
              () -> new SmtpSettings("h", 25, Tls.NONE, bad, "x", "a@b.example", "h.example"))
          .hasMessage("user");
    }
    assertThatThrownBy(
            () -> new SmtpSettings("h", 25, Tls.NONE, "ann", null, "a@b.example", "h.example"))
        .hasMessageContaining("belong together");
  }
}
