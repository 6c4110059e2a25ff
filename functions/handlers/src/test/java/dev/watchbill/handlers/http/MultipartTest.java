package dev.watchbill.handlers.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultipartTest {

  @Test
  void theLastOfRepeatedFieldsWins() throws Json.Malformed {
    Form form =
        read(
            """
            --B
            Content-Disposition: form-data; name="a"

            1
            --B
            Content-Disposition: form-data; name="b"

            two
            lines
            --B
            Content-Disposition: form-data; name="a"

            3
            --B--
            """);
    assertThat(form.texts()).isEqualTo(Map.of("a", "3", "b", "two\r\nlines"));
    assertThat(form.files()).isFalse();
  }

  @Test
  void aFileIsReportedAndNotKept() throws Json.Malformed {
    Form form =
        read(
            """
            --B
            Content-Disposition: form-data; name="f"; filename="a.txt"
            Content-Type: text/plain

            v
            --B--
            """);
    assertThat(form.files()).isTrue();
    assertThat(form.texts()).isEmpty();
  }

  @Test
  void namesAndValuesAreUtf8() throws Json.Malformed {
    Form form = read("--B\nContent-Disposition: form-data; name=\"titel\"\n\nGrün 🔥\n--B--\n");
    assertThat(form.texts()).isEqualTo(Map.of("titel", "Grün 🔥"));
  }

  @Test
  void transferEncodingsAreUndone() throws Json.Malformed {
    Form form =
        read(
            """
            --B
            Content-Disposition: form-data; name="a"
            Content-Transfer-Encoding: base64

            aGVsbG8=
            --B--
            """);
    assertThat(form.texts()).isEqualTo(Map.of("a", "hello"));
  }

  @Test
  void whatIsNoFormIsRefused() {
    assertThatThrownBy(() -> Multipart.read("multipart/form-data", "x".getBytes(UTF_8)))
        .isInstanceOf(Json.Malformed.class);
    assertThatThrownBy(() -> read("no boundary anywhere")).isInstanceOf(Json.Malformed.class);
    assertThatThrownBy(
            () ->
                read(
                    """
                    --B
                    Content-Type: multipart/form-data; boundary=C

                    --C
                    Content-Disposition: form-data; name="a"

                    1
                    --C--
                    --B--
                    """))
        .isInstanceOf(Json.Malformed.class)
        .hasMessageContaining("inside");
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 1_001; i++) {
      many.append("--B\nContent-Disposition: form-data; name=\"a\"\n\n1\n");
    }
    assertThatThrownBy(() -> read(many + "--B--\n")).hasMessageContaining("too many");
  }

  @Test
  void noBytesMakeItFailInAnotherWay() {
    long seed = 20260301;
    Random random = new Random(seed);
    String good =
        "--B\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: text/plain;"
            + " charset=x\r\n\r\n1\r\n--B--\r\n";
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = good.getBytes(UTF_8);
      for (int change = random.nextInt(6); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(Multipart.read("multipart/form-data; boundary=B", bytes).texts())
            .as("seed %d, round %d", seed, i)
            .hasSizeLessThan(2);
      } catch (Json.Malformed e) {
        assertThat(e).hasMessageMatching("no.*|too many.*|a form.*");
      }
    }
  }

  private static Form read(String text) throws Json.Malformed {
    return Multipart.read(
        "multipart/form-data; boundary=B", text.replace("\n", "\r\n").getBytes(UTF_8));
  }
}
