package dev.watchbill.domain.integration;

import static java.util.Map.entry;

import java.util.Map;

/** Defaults of {@code manual} and {@code direct_paging}: a person asks for another one. */
final class PagingTemplates {

  private static final String TITLE = "{{ payload.oncall.title }}";

  private static final String WEB =
      """
      {{ payload.oncall.message }}
      {% if payload.oncall.permalink %}
      <{{ payload.oncall.permalink }} | Link to the original message >
      {% endif %}
      created by {{ payload.oncall.author_username }}
      """;

  private static final String CHAT =
      """
      {{ payload.oncall.message }}

      created by {{ payload.oncall.author_username }}
      """;

  static final Map<String, String> TEMPLATES =
      Map.ofEntries(
          entry("grouping_key", "{{ payload }}"),
          entry("source_link", "{{ payload.oncall.permalink }}"),
          entry("web.title", TITLE),
          entry("web.message", WEB),
          entry("slack.title", SlackTitle.of(TITLE)),
          entry("slack.message", CHAT),
          entry("telegram.title", TITLE),
          entry("telegram.message", CHAT),
          entry("sms.title", TITLE),
          entry("phone_call.title", TITLE));

  private PagingTemplates() {}
}
