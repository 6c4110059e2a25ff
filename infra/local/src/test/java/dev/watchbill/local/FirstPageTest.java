package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a newcomer does first: somebody is paged, opens the link and presses the button. */
class FirstPageTest extends Scenario {
  private static final Pattern NONCE = Pattern.compile("name=\"n\" value=\"([^\"]+)\"");

  private String person = "";

  /**
   * A person with two mails a quarter of an hour apart, a chain that pages them, an alert on its
   * way.
   */
  private String paged() {
    person = text(create("users", Map.of("username", "ann", "email", "ann@example.com")), "id");
    rule(Map.of("type", "notify_by_email"));
    rule(Map.of("type", "wait", "duration", 900));
    rule(Map.of("type", "notify_by_email"));
    String chain = text(create("escalation_chains", Map.of("name", "first")), "id");
    create(
        "escalation_policies",
        Map.of(
            "escalation_chain_id",
            chain,
            "type",
            "notify_persons",
            "persons_to_notify",
            List.of(person)));
    var checks =
        create(
            "integrations",
            Map.of(
                "type",
                "formatted_webhook",
                "default_route",
                Map.of("escalation_chain_id", chain)));
    alert(checks, Map.of("alert_uid", "disk-1", "title", "Disk is full", "state", "alerting"));
    pass("PT1S");
    return text(groups(checks).getFirst(), "id");
  }

  private void rule(Map<String, ?> rule) {
    Map<String, Object> whole = new HashMap<>(rule);
    whole.put("user_id", person);
    create("personal_notification_rules", whole);
  }

  private String link() {
    var sent = sent();
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst())
        .containsEntry("to", "ann@example.com")
        .containsEntry("rule", "notify_by_email");
    assertThat(text(sent.getFirst(), "content")).contains("Disk is full");
    return text(sent.getFirst(), "answer_url");
  }

  private String nonce(String page) {
    Matcher nonce = NONCE.matcher(page);
    assertThat(nonce.find()).as(page).isTrue();
    return nonce.group(1);
  }

  @Test
  void thePageComesTheButtonAcknowledgesAndNoOtherPageComes() {
    String group = paged();
    String link = link();
    assertThat(open(link).body()).contains("Disk is full", "firing");
    assertThat(get("alert_groups/" + group)).as("looking").containsEntry("state", "firing");

    String nonce = nonce(open(link).body());
    assertThat(press(link, "action=acknowledge&n=" + nonce).statusCode()).isEqualTo(303);

    assertThat(get("alert_groups/" + group))
        .containsEntry("state", "acknowledged")
        .containsEntry("acknowledged_by", person);
    assertThat(open(link).body()).contains("acknowledged by ann");
    skip("PT2H"); // and the outbox stays empty
    assertThat(results(get("alert_groups/" + group + "/deliveries"))).hasSize(1);
  }

  @Test
  void whoNeverLookedPressesNothingAndWhoDoesNotAnswerIsPagedAgain() {
    String group = paged();
    String link = link();
    String nonce = nonce(open(link).body());
    assertThat(press(link, "action=acknowledge&n=AAAAAAAAAAAAAAAA").statusCode()).isEqualTo(403);
    assertThat(press(link, "action=acknowledge").statusCode()).isEqualTo(403);
    assertThat(press(link, "action=delete&n=" + nonce).statusCode()).isEqualTo(403);
    assertThat(open(link.substring(0, link.length() - 4) + "AAAA").statusCode()).isEqualTo(410);
    assertThat(get("alert_groups/" + group)).containsEntry("state", "firing");
    skip("PT14M");
    assertThat(sent()).isEmpty();
    skip("PT7M"); // the second page, and a nonce that has become old
    assertThat(press(link, "action=acknowledge&n=" + nonce).statusCode()).isEqualTo(403);
    skip("P1D");
    assertThat(open(link).statusCode()).as("after a day").isEqualTo(410);
    assertThat(sent()).hasSize(1);
  }

  /** Example A1 of the specification. */
  @Test
  void whoDoesNotConfirmAnAcknowledgementIsPagedAnew() {
    String org = text(results(get("organizations/")).getFirst(), "id");
    var set = Map.of("acknowledge_remind_timeout", 3600, "unacknowledge_timeout", 300);
    assertThat(send("PATCH", "/api/v1/organizations/" + org + "/", set).statusCode())
        .isEqualTo(200);
    String group = paged();
    link();
    post("alert_groups/" + group + "/acknowledge", Map.of());
    skip("PT1H1M");
    var question = sent();
    assertThat(question).hasSize(1);
    assertThat(question.getFirst()).containsEntry("purpose", "notice");
    String link = text(question.getFirst(), "answer_url");
    String nonce = nonce(open(link).body());
    assertThat(press(link, "action=confirm&n=" + nonce).statusCode()).isEqualTo(303);
    skip("PT10M");
    assertThat(get("alert_groups/" + group)).containsEntry("state", "acknowledged");
    skip("PT49M30S"); // asked again an hour after the first question
    assertThat(get("alert_groups/" + group)).containsEntry("state", "acknowledged");
    assertThat(sent()).as("the second question").hasSize(1);
    skip("PT5M");
    assertThat(get("alert_groups/" + group)).containsEntry("state", "firing");
    pass("PT11S");
    String last = link();
    post("alert_groups/" + group + "/resolve", Map.of());
    assertThat(open(last).body()).contains("resolved", "Nothing is left to do");
    skip("PT61M");
    assertThat(open(last).statusCode()).isEqualTo(410);
  }
}
