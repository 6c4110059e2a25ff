package dev.watchbill.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.alert.Appearance.Look;
import dev.watchbill.domain.alert.Appearance.Subject;
import dev.watchbill.domain.integration.IntegrationType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spec oncall-behaviour §3.4 and §3.5, beyond the recorded rows. */
class AppearanceTest {

  private static final Appearance APPEARANCE = new Appearance(RulesFixture.JINJA);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "**<b onmouseover=alert(1)>x</b>**",
        "<!-- --><svg/onload=alert(1)>",
        "[x](<script>)",
        "```\n<script>\n```",
        "`<script>`",
        "    <script>",
        "https://a.b/\"onclick=alert(1)//<script>",
        "- <iframe src=//x>",
        "&lt;script>",
      })
  void noPayloadBecomesMarkup(String evil) {
    Look web = web(Map.of("title", evil, "message", evil));
    assertThat(web.title() + web.message())
        .doesNotContainPattern("<(script|img|b |svg|iframe)")
        .doesNotContainPattern("<[^>]*onclick");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHM+)",
        "![x](javascript:alert(1))",
        "<javascript:alert(1)>",
      })
  void noLinkRuns(String evil) {
    assertThat(web(Map.of("message", evil)).message())
        .doesNotContainIgnoringCase("href=\"javascript")
        .doesNotContainIgnoringCase("src=\"javascript")
        .doesNotContainIgnoringCase("href=\"data");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "https://a.b/c|https://a.b/c",
        "not a link|not a link",
        "javascript:alert(1)|null",
        " JavaScript:alert(1)|null",
        "data:text/html,x|null",
        "mailto:a@b.c|mailto:a@b.c",
        "''|null",
      })
  void sourceLinksAreOnlyFollowed(String link, @Nullable String shown) {
    assertThat(web(Map.of("link_to_upstream_details", link)).sourceLink()).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "https://a.b/c.png|https://a.b/c.png",
        "http://a|http://a",
        "a.png|null",
        "ftp://a.b/c|null",
        "https://|null",
        "https://a b|null",
        "javascript:x|null",
        "//a.b/c.png|null",
      })
  void imagesNeedAWholeAddress(String url, @Nullable String shown) {
    assertThat(web(Map.of("image_url", url)).imageUrl()).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "see https://a.b/c.|<p>see <a href=\"https://a.b/c\">https://a.b/c</a>.</p>",
        "a;b|<p>a<br/>;b</p>",
        "# Head|<h1>Head</h1>",
        "`code`|<p><code>code</code></p>",
      },
      quoteCharacter = '~')
  void markdownIsShown(String markdown, String html) {
    assertThat(web(Map.of("message", markdown.replace(';', '\n'))).message())
        .isEqualTo(html.replace(';', '\n'));
  }

  @Test
  void telegramPayloadsAreEscapedBeforeTagsAreAdded() {
    Look look =
        APPEARANCE.telegram(
            subject(
                IntegrationType.GRAFANA_DASHBOARD,
                Map.of(),
                RulesFixture.payload("{'message':'<b>&','labels':{'<i>':'</b>'}}")));
    assertThat(look.message()).contains("&lt;b&gt;&amp;").contains("&lt;i&gt;: &lt;/b&gt;");
  }

  @Test
  void chatTemplatesSeeTheWebTexts() {
    Map<String, String> overrides =
        Map.of(
            "web.title", "T {{ payload.n }}",
            "slack.message",
                "{{ web_title }}|{{ web_message }}|{{ web_image_url }}|{{ source_link }}",
            "source_link", "https://s/{{ payload.n }}",
            "sms.title",
                "{{ integration_name }} {{ grafana_oncall_alert_group_id }}"
                    + " {{ grafana_oncall_incident_id }} {{ grafana_oncall_link }}");
    Subject subject = subject(IntegrationType.KAPACITOR, overrides, Map.of("n", 5L));
    assertThat(APPEARANCE.slack(subject).message())
        .startsWith("T 5|```")
        .endsWith("|web_image_url is not set|https://s/5");
    assertThat(APPEARANCE.sms(subject).title()).isEqualTo("Shop 7 7 https://w/7");
  }

  @Test
  void otherChannelsHaveOverridesAndWebDefaults() {
    Map<String, String> overrides = Map.of("email.title", "Mail {{ web_title }}");
    Subject subject =
        subject(IntegrationType.FORMATTED_WEBHOOK, overrides, Map.of("title", "t", "message", "m"));
    assertThat(APPEARANCE.other("email", subject).title()).isEqualTo("Mail t");
    assertThat(APPEARANCE.other("email", subject).message()).isEqualTo("m");
    assertThat(APPEARANCE.other("mobile_app", subject).title()).isEqualTo("t");
  }

  @Test
  void slackTitlesAreOneLine() {
    assertThat(
            APPEARANCE
                .slack(subject(IntegrationType.WEBHOOK, Map.of("slack.title", "a\nb"), Map.of()))
                .title())
        .isEqualTo("ab");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "**bold** _it_|bold it",
        "`x` [l](http://a)|x l",
        "\"quoted\"|quoted",
        "a <b>c</b>|a c",
        "snake_case_name|snake_case_name",
      },
      quoteCharacter = '~')
  void spokenTitlesAreWords(String title, String words) {
    assertThat(
            APPEARANCE
                .phone(subject(IntegrationType.FORMATTED_WEBHOOK, Map.of(), Map.of("title", title)))
                .title())
        .isEqualTo(words);
  }

  @Test
  void channelsThatMustSpeakSayIncident() {
    assertThat(new Look(null, null, null, null).titleOrIncident()).isEqualTo("Incident");
    assertThat(new Look(" ", null, null, null).titleOrIncident()).isEqualTo("Incident");
    assertThat(new Look("t", null, null, null).titleOrIncident()).isEqualTo("t");
  }

  @ParameterizedTest
  @EnumSource(IntegrationType.class)
  void nothingBreaksOnOddPayloads(IntegrationType type) {
    for (Object payload :
        new Object[] {1L, 1.5, true, "text", Map.of(), List.of(), Double.POSITIVE_INFINITY}) {
      Subject subject = subject(type, Map.of(), payload);
      assertThat(APPEARANCE.web(subject).title()).isNotBlank();
      assertThat(APPEARANCE.slack(subject)).isNotNull();
      assertThat(APPEARANCE.telegram(subject)).isNotNull();
      assertThat(APPEARANCE.sms(subject)).isNotNull();
      assertThat(APPEARANCE.phone(subject)).isNotNull();
    }
  }

  private static Look web(Map<String, Object> payload) {
    return APPEARANCE.web(subject(IntegrationType.FORMATTED_WEBHOOK, Map.of(), payload));
  }

  private static Subject subject(
      IntegrationType type, Map<String, String> overrides, Object payload) {
    return new Subject(type, overrides, "Shop", 7, "https://w/7", payload);
  }
}
