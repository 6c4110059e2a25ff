package dev.watchbill.domain.integration;

/** How every Slack title looks: a bold link to the group, where it came from, and the source. */
final class SlackTitle {

  private static final String HEAD =
      "*<{{ grafana_oncall_link }}|#{{ grafana_oncall_alert_group_id }} ";
  private static final String TAIL = ">* via {{ integration_name }}";
  private static final String SOURCE = " (*<{{ source_link }}|source>*){% endif %}";

  private SlackTitle() {}

  /** With a source link whenever there is one. */
  static String of(String title) {
    return HEAD + title + TAIL + "{% if source_link %}" + SOURCE;
  }

  /** With a source link only if it is one: a failed link template leaves its error text there. */
  static String ofWebTitle() {
    return HEAD
        + "{{ web_title }}"
        + TAIL
        + "{% if source_link and \"://\" in source_link %}"
        + SOURCE;
  }
}
