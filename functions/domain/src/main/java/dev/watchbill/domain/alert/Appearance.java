package dev.watchbill.domain.alert;

import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.PlainValues;
import dev.watchbill.domain.template.jinja.Jinja;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How an alert looks on each channel: its templates rendered with the variables of spec
 * oncall-behaviour §3.4 and finished for the channel (§3.5). A failing template never hides the
 * alert: its error text is shown in its place.
 */
public final class Appearance {

  /** Longest web title, in characters; two dots follow a cut one. */
  private static final int WEB_TITLE = 500;

  private final Jinja jinja;

  public Appearance(Jinja jinja) {
    this.jinja = jinja;
  }

  /**
   * What is shown.
   *
   * @param overrides the integration's templates by flat key; absent or empty means the default
   * @param groupNumber the number people call the group by
   * @param groupLink the group's page
   * @param payload of the last alert on the web, of the first one elsewhere
   */
  public record Subject(
      IntegrationType type,
      Map<String, String> overrides,
      String integrationName,
      long groupNumber,
      String groupLink,
      @Nullable Object payload) {}

  /** What came out; null means that there is no template, or that it rendered {@code None}. */
  public record Look(
      @Nullable String title,
      @Nullable String message,
      @Nullable String imageUrl,
      @Nullable String sourceLink) {

    /** The title for channels that must say something: SMS, calls, mail. */
    public String titleOrIncident() {
      return title == null || title.isBlank() ? "Incident" : title;
    }

    Look with(UnaryOperator<String> forTitle, UnaryOperator<String> forMessage) {
      return new Look(
          title == null ? null : forTitle.apply(title),
          message == null ? null : forMessage.apply(message),
          imageUrl,
          sourceLink);
    }
  }

  /** The web texts as the templates give them. */
  public Look webRaw(Subject subject) {
    return cutTitle(render("web", subject, PlainValues.mutableCopy(subject.payload()), null));
  }

  /** The web texts as HTML; nothing in a payload becomes markup of its own. */
  public Look web(Subject subject) {
    Look raw = webRaw(subject);
    String title = raw.title();
    return new Look(
        title == null || title.isBlank() ? Signals.NO_TITLE : Markup.escape(title),
        raw.message() == null ? "" : Markdown.html(Emoji.in(SlackMarkup.toMarkdown(raw.message()))),
        Links.image(raw.imageUrl()),
        Links.target(raw.sourceLink()));
  }

  /** For a text message: words only, no markup. */
  public Look sms(Subject subject) {
    return spoken("sms", subject).with(Markdown::words, UnaryOperator.identity());
  }

  /** To be read out by a phone call: words only, no quotes. */
  public Look phone(Subject subject) {
    return spoken("phone_call", subject)
        .with(title -> Markdown.words(title).replace("\"", ""), UnaryOperator.identity());
  }

  /** In Slack's own markup; a title is one line. */
  public Look slack(Subject subject) {
    return spoken("slack", subject)
        .with(title -> title.replace("\n", ""), UnaryOperator.identity());
  }

  /** In the HTML subset of Telegram: the payload is escaped before templates put tags around it. */
  public Look telegram(Subject subject) {
    Object escaped =
        PlainValues.mapStrings(subject.payload(), text -> Markup.escape(SlackMarkup.toText(text)));
    Subject safe =
        new Subject(
            subject.type(),
            subject.overrides(),
            Markup.escape(subject.integrationName()),
            subject.groupNumber(),
            subject.groupLink(),
            escaped);
    return render("telegram", safe, escaped, webRaw(safe)).with(Emoji::in, Emoji::in);
  }

  /**
   * For channels without texts of their own: {@code email}, {@code mobile_app}, {@code webhook},
   * {@code mattermost}, {@code msteams}.
   */
  public Look other(String channel, Subject subject) {
    return spoken(channel, subject);
  }

  private Look spoken(String channel, Subject subject) {
    return render(channel, subject, PlainValues.mutableCopy(subject.payload()), webRaw(subject));
  }

  /**
   * In the order source link, title, message, image: each template sees what those before it did.
   */
  private Look render(
      String channel, Subject subject, @Nullable Object payload, @Nullable Look web) {
    TemplatesInForce templates = new TemplatesInForce(subject.type(), subject.overrides());
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("payload", payload);
    variables.put("integration_name", subject.integrationName());
    variables.put("grafana_oncall_alert_group_id", subject.groupNumber());
    variables.put("grafana_oncall_incident_id", subject.groupNumber());
    variables.put("grafana_oncall_link", subject.groupLink());
    variables.put("source_link", "");
    if (web != null) {
      variables.put("web_title", orNotSet(templates, "title", web.title()));
      variables.put("web_message", orNotSet(templates, "message", web.message()));
      variables.put("web_image_url", orNotSet(templates, "image_url", web.imageUrl()));
    }
    String sourceLink = render(templates.get("source_link"), variables);
    variables.put("source_link", sourceLink);
    return new Look(
        render(templates.get(channel + ".title"), variables),
        render(templates.get(channel + ".message"), variables),
        render(templates.get(channel + ".image_url"), variables),
        sourceLink);
  }

  private @Nullable String render(
      @Nullable String template, Map<String, @Nullable Object> variables) {
    if (template == null) {
      return null;
    }
    String text = jinja.render(template, variables).display();
    return text.equals("None") ? null : text;
  }

  private static @Nullable String orNotSet(
      TemplatesInForce templates, String member, @Nullable String value) {
    return templates.get("web." + member) == null ? "web_" + member + " is not set" : value;
  }

  private static Look cutTitle(Look look) {
    String title = look.title();
    if (title == null || title.codePointCount(0, title.length()) <= WEB_TITLE) {
      return look;
    }
    String cut = title.substring(0, title.offsetByCodePoints(0, WEB_TITLE)) + "..";
    return new Look(cut, look.message(), look.imageUrl(), look.sourceLink());
  }
}
