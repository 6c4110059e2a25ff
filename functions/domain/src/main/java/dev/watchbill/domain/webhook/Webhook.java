package dev.watchbill.domain.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An outgoing webhook (spec oncall-api §14, oncall-behaviour §9). Its texts are kept to the byte;
 * those called templates are Jinja that parses, and whatever they render is judged when they do.
 *
 * @param id {@code WH…}
 * @param name unique in its organisation
 * @param enabled when not, nothing makes it send
 * @param preset the name that the client gave to its own set of defaults; null = none. {@code
 *     advanced_webhook} sets nothing
 * @param url template of the address; what it renders need not be one
 * @param headers template of a JSON object with the request's headers; null = none
 * @param username with the password: basic authentication; may be empty
 * @param password sealed when stored, {@link dev.watchbill.domain.Unopened} when another key sealed
 *     it; may be empty
 * @param authorizationHeader goes before what the headers say; sealed as the password is
 * @param triggerTemplate sends only when it renders {@code true} or {@code 1}; null = always
 * @param data template of the body; counts when not everything is forwarded
 * @param forwardAll the whole event is the body, whatever {@code data} says
 * @param integrationFilter ids of the integrations whose groups it is about, in the order in which
 *     they were given; empty = all. One that was deleted stays, so that the filter never opens by
 *     itself
 */
public record Webhook(
    String id,
    String org,
    String name,
    @Nullable String teamId,
    boolean enabled,
    @Nullable String preset,
    WebhookTrigger trigger,
    String url,
    WebhookMethod httpMethod,
    @Nullable String headers,
    @Nullable String username,
    @Nullable String password,
    @Nullable String authorizationHeader,
    @Nullable String triggerTemplate,
    @Nullable String data,
    boolean forwardAll,
    List<String> integrationFilter,
    Instant createdAt,
    long version) {

  public Webhook {
    integrationFilter = List.copyOf(integrationFilter);
  }

  /** One about which nothing was said yet (spec oncall-api §14.1, §15). */
  public static Webhook unnamed(String id, String org, Instant createdAt) {
    return new Webhook(
        id,
        org,
        "",
        null,
        true,
        null,
        WebhookTrigger.ESCALATION,
        "",
        WebhookMethod.POST,
        null,
        null,
        null,
        null,
        null,
        null,
        true,
        List.of(),
        createdAt,
        1);
  }

  /** Whether groups of this integration pass its filter. */
  public boolean isAbout(String integrationId) {
    return integrationFilter.isEmpty() || integrationFilter.contains(integrationId);
  }

  /** Secrets are not for logs, and an address may hold one. */
  @Override
  public String toString() {
    return "Webhook[" + org + " " + id + "]";
  }
}
