package dev.watchbill.domain.contact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Checked.Accepted;
import dev.watchbill.domain.Checked.Refused;
import dev.watchbill.domain.Provenance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTemplateTest {

  private static String stored(String name, String text) {
    return switch (MessageTemplate.of(name, text, Provenance.API)) {
      case Accepted<MessageTemplate>(MessageTemplate template) -> template.content();
      case Refused<MessageTemplate> refused -> "refused: " + refused.reason();
    };
  }

  @Test
  void aPlainTextIsWrapped() { // A13
    assertThat(stored("t", "hi {{ .Status }}"))
        .isEqualTo("{{ define \"t\" }}\n  hi {{ .Status }}\n{{ end }}");
    assertThat(stored("t", "\n a\nb \n")).isEqualTo("{{ define \"t\" }}\n  a\n  b\n{{ end }}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ define \"x\" }}hi{{ end }}",
        "{{define \"x\"}}hi{{end}}",
        "{{- define \"x\" -}}hi{{- end -}}",
        "{{ define \"x\" }}a{{ end }}{{ define \"y\" }}{{ template \"x\" . }}{{ end }}",
        "{{ define \"x\" }}{{ template \"not there yet\" . }}{{ end }}"
      })
  void definitionsStayAsTheyAre(String text) {
    assertThat(stored("t", "  " + text + "\n")).isEqualTo(text);
  }

  /**
   * Worked examples X1 to X11 of spec grafana-alerting §18.6, as far as they can be checked yet.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ template \"default.title\" . }}",
        "{{ .CommonLabels.SortedPairs }}",
        "{{ (.CommonLabels.Remove .GroupLabels.Names).Values | join \",\" }}",
        "{{ range .Alerts }}{{ .Values.A }} {{ index .Labels \"nope\" }}{{ end }}",
        "{{ len .Alerts.Firing }}/{{ len .Alerts.Resolved }}",
        "{{ .Receiver }}",
        "{{ reReplaceAll \"h(\\\\d)\" \"H$1\" \"h1-h2\" }}",
        "{{ \"a b\" | title }}{{ toUpper \"x\" }}"
      })
  void templatesOfNotificationsAreAccepted(String text) {
    assertThat(stored("t", text)).contains(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          t  | ``               | template must have content
          `` | x                | template must have a name
          t  | {{ .Status       | template: t:1: unclosed action
          t  | a{{ end }}{{ if . }}b | template: t:1: unexpected {{end}}
          t  | {{ nofunc . }}   | template: t:1: function "nofunc" not defined
          """)
  void refused(String name, String text, String reason) {
    assertThat(stored(name, text)).isEqualTo("refused: " + reason);
  }

  @Test
  void sizeAndDepthAreBounded() {
    assertThat(stored("t", "x".repeat(300_000))).contains("at most 262144 characters");
    assertThat(stored("t", "{{ if . }}".repeat(10_000))).contains("nested more than 200 deep");
    assertThat(stored("t", "{{ " + "(".repeat(10_000) + " }}"))
        .contains("nested more than 200 deep");
    assertThat(stored("t", "{{ " + "(".repeat(10_000) + "1" + ")".repeat(10_000) + " }}"))
        .contains("nested more than 200 deep");
    assertThat(stored("t", "{{ if . }}" + "{{ else if . }}".repeat(10_000) + "{{ end }}"))
        .contains("nested more than 200 deep");
  }

  @Test
  void theVersionFollowsTheContent() {
    String first = new MessageTemplate("t", "a", Provenance.NONE).version();
    assertThat(first).matches("[0-9a-f]{16}");
    assertThat(new MessageTemplate("t", "a", Provenance.API).version()).isEqualTo(first);
    assertThat(new MessageTemplate("t", "b", Provenance.NONE).version()).isNotEqualTo(first);
  }
}
