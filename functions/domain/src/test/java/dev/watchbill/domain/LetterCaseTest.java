package dev.watchbill.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole texts letter by letter, as Python answers. */
class LetterCaseTest {

  /** As Python 3.11 answers: upper, lower, title, capitalize, swapcase, casefold. */
  @ParameterizedTest
  @CsvSource(
      value = {
        "Straße|STRASSE|straße|Straße|Straße|sTRASSE|strasse",
        "ßx|SSX|ßx|Ssx|Ssx|SSX|ssx",
        "İstanbul|İSTANBUL|i̇stanbul|İstanbul|İstanbul|i̇STANBUL|i̇stanbul",
        "ıI|II|ıi|Ii|Ii|Ii|ıi",
        "ΟΔΥΣΣΕΥΣ|ΟΔΥΣΣΕΥΣ|οδυσσευς|Οδυσσευς|Οδυσσευς|οδυσσευς|οδυσσευσ",
        "Σ ΑΣ. Σ'Α|Σ ΑΣ. Σ'Α|σ ας. σ'α|Σ Ας. Σ'Α|Σ ας. σ'α|σ ας. σ'α|σ ασ. σ'α",
        "ﬁn ŉ|FIN ʼN|ﬁn ŉ|Fin ʼN|Fin ŉ|FIN ʼN|fin ʼn",
        "ᾳ ᾲ|ΑΙ ᾺΙ|ᾳ ᾲ|ᾼ Ὰͅ|ᾼ ᾲ|ΑΙ ᾺΙ|αι ὰι",
        "ǆ Ǆ|Ǆ Ǆ|ǆ ǆ|ǅ ǅ|ǅ ǆ|Ǆ ǆ|ǆ ǆ",
        "they're x2y|THEY'RE X2Y|they're x2y|They'Re X2Y|They're x2y|THEY'RE X2Y|they're x2y",
        "Ꭰꭰ|ᎠᎠ|ꭰꭰ|Ꭰꭰ|Ꭰꭰ|ꭰᎠ|ᎠᎠ",
        "𐐀𐐨|𐐀𐐀|𐐨𐐨|𐐀𐐨|𐐀𐐨|𐐨𐐀|𐐨𐐨"
      },
      delimiter = '|')
  void asPythonAnswers(
      String text,
      String upper,
      String lower,
      String title,
      String capitalize,
      String swap,
      String fold) {
    assertThat(LetterCase.upper(text)).isEqualTo(upper);
    assertThat(LetterCase.lower(text)).isEqualTo(lower);
    assertThat(LetterCase.title(text)).isEqualTo(title);
    assertThat(LetterCase.capitalize(text)).isEqualTo(capitalize);
    assertThat(LetterCase.swap(text)).isEqualTo(swap);
    assertThat(LetterCase.fold(text)).isEqualTo(fold);
  }

  /** Of single letters the JDK knows upper and lower case just as well. */
  @Test
  void everyLetterAsTheJdk() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        String one = Character.toString(c);
        assertThat(LetterCase.upper(one)).as("%x", c).isEqualTo(one.toUpperCase(Locale.ROOT));
        assertThat(LetterCase.lower(one)).as("%x", c).isEqualTo(one.toLowerCase(Locale.ROOT));
      }
    }
  }
}
