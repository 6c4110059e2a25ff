package dev.watchbill.engine.delivery;

import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.alert.Alerts;
import dev.watchbill.domain.alert.Appearance;
import dev.watchbill.domain.alert.PayloadText;
import dev.watchbill.domain.delivery.AnswerLinks;
import dev.watchbill.domain.delivery.Delivery;
import dev.watchbill.domain.delivery.DeliveryChannel;
import dev.watchbill.domain.delivery.Message;
import dev.watchbill.domain.delivery.Texts;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.integration.PlainValues;
import dev.watchbill.domain.org.Address;
import dev.watchbill.domain.org.AddressKind;
import dev.watchbill.domain.org.Addresses;
import dev.watchbill.domain.template.jinja.Jinja;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes what a delivery says, when it is sent: from the alert groups as they are then. */
public final class Composer {
  private final AlertGroups groups;
  private final Alerts alerts;
  private final Integrations integrations;
  private final Addresses addresses;
  private final PayloadText payloads;
  private final Appearance appearance;
  private final AnswerLinks links;
  private final BaseUrl base;

  @Inject
  public Composer(
      AlertGroups groups,
      Alerts alerts,
      Integrations integrations,
      Addresses addresses,
      PayloadText payloads,
      Jinja jinja,
      AnswerLinks links,
      BaseUrl base) {
    this.groups = groups;
    this.alerts = alerts;
    this.integrations = integrations;
    this.addresses = addresses;
    this.payloads = payloads;
    this.appearance = new Appearance(jinja);
    this.links = links;
    this.base = base;
  }

  Composition compose(Delivery delivery) {
    Optional<String> text = delivery.text();
    if (text.isPresent()) {
      String answers =
          delivery.groups().isEmpty() ? null : base.url() + "/a/" + links.token(delivery.id());
      Message message = Texts.plain(delivery.channel(), text.get(), answers);
      return new Composition.Written(to(delivery), message, answers);
    }
    List<Texts.About> about = new ArrayList<>();
    for (String id : delivery.groups()) {
      groups
          .find(delivery.org(), id)
          .ifPresent(group -> about.add(about(group, delivery.channel())));
    }
    if (about.isEmpty()) return new Composition.Nothing("nothing to say any more");
    String url = base.url() + "/a/" + links.token(delivery.id());
    Message message = Texts.page(delivery.channel(), about, delivery.reason(), url);
    String to = to(delivery);
    return new Composition.Written(
        to,
        delivery.channel() == DeliveryChannel.WEBHOOK
            ? call(delivery, to, about, message, url)
            : message,
        url);
  }

  /** What a person's own webhook is told (spec delivery §1.11). */
  private Message call(
      Delivery delivery, String to, List<Texts.About> about, Message message, String answerUrl) {
    List<Object> groups = new ArrayList<>();
    for (int i = 0; i < about.size(); i++) {
      Texts.About each = about.get(i);
      groups.add(
          PlainValues.object(
              "id",
              delivery.groups().get(i),
              "number",
              each.number(),
              "title",
              each.title(),
              "state",
              each.state(),
              "url",
              each.link(),
              "alerts_count",
              each.alerts()));
    }
    Map<String, @Nullable Object> body =
        PlainValues.object(
            "version",
            1L,
            "delivery",
            delivery.id(),
            "purpose",
            delivery.purpose().slug(),
            "user",
            PlainValues.object("id", delivery.userId()),
            "alert_group",
            groups.getFirst(),
            "alert_groups",
            groups,
            "message",
            message.parts().get("text"),
            "answers",
            PlainValues.object("acknowledge", answerUrl, "resolve", answerUrl));
    return new Message.HttpCall(
        "POST",
        to,
        Map.of("Content-Type", "application/json", "Idempotency-Key", delivery.id()),
        payloads.write(body),
        true);
  }

  /** An address that is a key is named by its id. */
  private String to(Delivery delivery) {
    String user = delivery.userId();
    if (user == null || !AddressKind.of(delivery.channel()).secret()) return delivery.to();
    return addresses.of(delivery.org(), user).find(delivery.to()).map(Address::value).orElse("");
  }

  private Texts.About about(AlertGroup group, DeliveryChannel channel) {
    String link = base.url() + "/a/grafana-oncall-app/alert-groups/" + group.id();
    Integration integration =
        integrations.findEvenDeleted(group.org(), group.integrationId()).orElse(null);
    String title = group.content().title();
    String message = null;
    if (integration != null) {
      Object payload =
          alerts.ofGroup(group.org(), group.id(), 1).stream()
              .findFirst()
              .map(Alert::payload)
              .flatMap(payloads::read)
              .orElse(null);
      Appearance.Look look =
          look(
              channel,
              new Appearance.Subject(
                  integration.type(),
                  integration.templates(),
                  integration.name(),
                  group.number(),
                  link,
                  payload));
      title = look.titleOrIncident();
      message = look.message();
    }
    return new Texts.About(
        group.number(),
        integration == null ? "" : integration.name(),
        title == null ? "Incident" : title,
        message,
        group.state().slug(),
        group.content().alertsCount(),
        link);
  }

  private Appearance.Look look(DeliveryChannel channel, Appearance.Subject subject) {
    return switch (channel) {
      case SMS -> appearance.sms(subject);
      case VOICE -> appearance.phone(subject);
      case SLACK -> appearance.slack(subject);
      case TELEGRAM -> appearance.telegram(subject);
      case PUSH, NTFY, PUSHOVER, GOTIFY -> appearance.other("mobile_app", subject);
      case EMAIL, MSTEAMS, MATTERMOST, WEBHOOK -> appearance.other(channel.slug(), subject);
      case DISCORD -> appearance.other("mattermost", subject);
    };
  }
}
