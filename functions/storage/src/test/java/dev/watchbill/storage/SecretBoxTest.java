package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {

  private final SecretBox box = new SecretBox(new byte[32]);

  @ParameterizedTest
  @ValueSource(strings = {"", "hunter2", "pässwörd \uD83D\uDD11"})
  void opensWhatItSealed(String secret) {
    String sealed = box.seal(secret);
    assertThat(sealed).startsWith("v1.").doesNotContain("hunter2").matches("v1\\.[A-Za-z0-9_-]+");
    assertThat(box.open(sealed)).isEqualTo(secret);
  }

  @Test
  void neverSealsTwiceAlike() {
    Set<String> sealed = new HashSet<>();
    for (int i = 0; i < 100; i++) sealed.add(box.seal("same"));
    assertThat(sealed).hasSize(100);
  }

  @Test
  void anotherKeyDoesNotOpen() {
    byte[] key = new byte[32];
    key[31] = 1;
    assertThatThrownBy(() -> new SecretBox(key).open(box.seal("hunter2")))
        .isInstanceOf(SecretBox.Unreadable.class)
        .hasMessageNotContaining("hunter2")
        .hasNoCause();
  }

  /**
   * 22 bytes and a nonce and a tag are 50 bytes: 67 characters, the last of which has spare bits.
   */
  @Test
  void noCharacterCanBeChanged() {
    String sealed = box.seal("a secret of 22 letters");
    for (int i = 0; i < sealed.length() - 1; i++) {
      char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
      String changed = sealed.substring(0, i) + other + sealed.substring(i + 1);
      assertThatThrownBy(() -> box.open(changed))
          .as("character %s", i)
          .isInstanceOf(SecretBox.Unreadable.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hunter2", "v1.", "v1.AAAA", "v1.not base64!", "v2.AAAA"})
  void whatWasNeverSealedIsUnreadable(String text) {
    assertThatThrownBy(() -> box.open(text))
        .isInstanceOf(SecretBox.Unreadable.class)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aKeyHas32Bytes() {
    assertThatThrownBy(() -> new SecretBox(new byte[16]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
