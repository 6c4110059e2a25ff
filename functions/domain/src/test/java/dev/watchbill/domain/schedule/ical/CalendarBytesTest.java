package dev.watchbill.domain.schedule.ical;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bytes of calendars to text, in the character set that is declared, or the one that fits. */
class CalendarBytesTest {

  private static final String LINES = "SUMMARY:jürgen\r\nDESCRIPTION:Wärter\r\n";

  @Test
  void asDeclared() {
    assertThat(text(LINES, ISO_8859_1, "text/calendar; charset=iso-8859-1")).isEqualTo(LINES);
    assertThat(text(LINES, ISO_8859_1, "text/calendar;CHARSET=\"ISO-8859-1\"")).isEqualTo(LINES);
    assertThat(text("12 €", Charset.forName("windows-1252"), "text/calendar; charset=latin1"))
        .isEqualTo("12 €");
    assertThat(text("диск", Charset.forName("windows-1251"), "a/b; charset=windows-1251"))
        .isEqualTo("диск");
    assertThat(text(LINES, UTF_16, "a/b; charset=utf-16")).isEqualTo(LINES);
    assertThat(text(LINES, UTF_8, "text/calendar; charset=UTF-8; component=vevent"))
        .isEqualTo(LINES);
  }

  @Test
  void undeclaredOrUnknown() {
    for (String type :
        new String[] {null, "text/calendar", "a/b; charset=klingon", ";;=;", "a/b; charset=!"}) {
      assertThat(text(LINES, UTF_8, type)).isEqualTo(LINES);
      assertThat(text(LINES, ISO_8859_1, type)).isEqualTo(LINES);
    }
    assertThat(text("\uFEFF" + LINES, UTF_16LE, null)).isEqualTo(LINES);
  }

  @Test
  void oneOddLineDoesNotSpoilTheOthers() {
    byte[] good = "SUMMARY:Łódź\n".getBytes(UTF_8);
    byte[] odd = "LOCATION:Köln\n".getBytes(ISO_8859_1);
    byte[] both = new byte[good.length + odd.length];
    System.arraycopy(good, 0, both, 0, good.length);
    System.arraycopy(odd, 0, both, good.length, odd.length);
    assertThat(CalendarBytes.text(both, "text/calendar; charset=utf-8"))
        .isEqualTo("SUMMARY:Łódź\nLOCATION:Köln\n");
  }

  @Test
  void aFoldBetweenTheBytesOfALetter() {
    byte[] bytes = "SUMMARY:a\u00C3\r\n \u00A9b\r\nUID:1\r\n".getBytes(ISO_8859_1);
    assertThat(CalendarBytes.text(bytes, null)).isEqualTo("SUMMARY:aéb\r\nUID:1\r\n");
  }

  /** Whatever comes gives a text, and what is UTF-8 gives the text that it is. */
  @Test
  void neverFails() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    String[] types = {
      null, "a/b; charset=utf-16", "a/b; charset=utf-8", "a/b; charset=iso-2022-jp"
    };
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      assertThat(CalendarBytes.text(bytes, types[i % types.length]))
          .as("seed %d", seed)
          .isNotNull();
      String plain = new String(bytes, UTF_8);
      if (plain.indexOf('\uFFFD') < 0) {
        assertThat(CalendarBytes.text(bytes, null)).as("seed %d", seed).isEqualTo(plain);
      }
    }
  }

  private static String text(String text, Charset as, @Nullable String type) {
    return CalendarBytes.text(text.getBytes(as), type);
  }
}
