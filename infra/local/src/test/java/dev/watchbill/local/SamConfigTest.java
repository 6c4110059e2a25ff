package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code infra/deploy/samconfig.toml} gives every parameter a value that SAM and it can read. */
class SamConfigTest {

  /** What the SAM CLI takes for {@code Key=value}: a value in quotes, or one that has none. */
  private static final Pattern PARAMETER =
      Pattern.compile("([A-Za-z0-9]+)=(\"[^\"]*\"|'[^']*'|[^ \"']+)");

  /** Without {@code ParameterKey=…,ParameterValue=…}: an empty value of that form is misread. */
  private static void read(String element, Map<String, String> into) {
    Matcher matcher = PARAMETER.matcher(element);
    if (!matcher.matches() || matcher.group(1).equals("ParameterKey")) {
      throw new IllegalArgumentException(element + " is not a valid format");
    }
    String value = matcher.group(2);
    boolean quoted = value.startsWith("'") || value.startsWith("\"");
    into.put(matcher.group(1), quoted ? value.substring(1, value.length() - 1) : value);
  }

  /** The texts of the list {@code parameter_overrides}. */
  private static Map<String, String> parameters() throws IOException {
    String toml = Files.readString(Repository.ROOT.resolve("infra/deploy/samconfig.toml"));
    int start = toml.indexOf("parameter_overrides = [");
    String list = toml.substring(toml.indexOf('\n', start), toml.indexOf("\n]", start));
    Map<String, String> parameters = new LinkedHashMap<>();
    list.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .forEach(
            line -> {
              assertThat(line).startsWith("\"").endsWith("\",");
              String element = line.substring(1, line.length() - 2);
              read(element.replace("\\\"", "\""), parameters);
            });
    return parameters;
  }

  @Test
  void everyParameterHasAValueThatTheTemplateTakes() throws IOException {
    Map<String, String> parameters = parameters();
    Map<String, Section> declared =
        TemplateReader.read(Repository.template()).root().field("Parameters").fields();
    assertThat(parameters.keySet()).isSubsetOf(declared.keySet());
    TreeSet<String> needed = new TreeSet<>();
    declared.forEach(
        (name, parameter) -> {
          if (!parameter.field("Default").present()) needed.add(name);
        });
    assertThat(parameters.keySet()).containsAll(needed);
    parameters.forEach(
        (name, value) -> {
          Section parameter = declared.get(name);
          if (parameter == null) throw new AssertionError(name);
          if (parameter.field("AllowedPattern").present()) {
            assertThat(value).matches(parameter.field("AllowedPattern").text());
          }
          if (parameter.field("AllowedValues").present()) {
            assertThat(parameter.field("AllowedValues").items().contains(value)).as(value).isTrue();
          }
        });
    assertThat(parameters).containsEntry("InboundDomain", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "InboundDomain=",
        "ParameterKey=InboundDomain,ParameterValue=",
        "BaseUrl=https://a b",
        "=x"
      })
  void theReaderRefusesWhatSamRefusesOrMisreads(String element) {
    assertThatThrownBy(() -> read(element, new LinkedHashMap<>())).hasMessageContaining("format");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {"A=''|##", "A=\"\"|##", "A='x y'|x y", "A=x=y|x=y", "A=https://x:1/y|https://x:1/y"})
  void theReaderReadsWhatSamReads(String element, String value) {
    Map<String, String> read = new LinkedHashMap<>();
    read(element, read);
    assertThat(read).containsExactly(Map.entry("A", value));
  }
}
