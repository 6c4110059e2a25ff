package dev.watchbill.bench;

import java.util.List;
import java.util.Map;

/** Bodies as senders send them, about as long as real ones. */
final class Payloads {

  private Payloads() {}

  static Map<String, ?> formatted(String key, String state, long number) {
    return Map.of(
        "alert_uid",
        key,
        "title",
        "Disk is nearly full on " + key,
        "image_url",
        "https://graphs.example.com/d/disk/" + key + ".png",
        "state",
        state,
        "link_to_upstream_details",
        "https://graphs.example.com/d/disk?var-host=" + key,
        "message",
        "97 % of the data volume is used; at this rate it is full within two hours.",
        "number",
        number);
  }

  /** No key in it: all that look alike are one group. */
  static Map<String, ?> plain(String host) {
    return Map.of(
        "host", host,
        "check", "disk",
        "severity", "critical",
        "output", "97 % of the data volume is used; at this rate it is full within two hours.",
        "tags", List.of("prod", "db", "eu-1"));
  }

  static Map<String, ?> alertmanager(String host) {
    Map<String, String> labels =
        Map.of("alertname", "DiskFull", "severity", "critical", "instance", host, "job", "node");
    return Map.of(
        "receiver",
        "watchbill",
        "status",
        "firing",
        "groupKey",
        "{}:{alertname=\"DiskFull\",instance=\"" + host + "\"}",
        "groupLabels",
        Map.of("alertname", "DiskFull", "instance", host),
        "commonLabels",
        labels,
        "commonAnnotations",
        Map.of(),
        "numFiring",
        1,
        "numResolved",
        0,
        "alerts",
        List.of(
            Map.of(
                "status", "firing",
                "labels", labels,
                "annotations", Map.of("summary", "97 % used"),
                "startsAt", "2026-11-21T12:00:00Z",
                "endsAt", "0001-01-01T00:00:00Z",
                "generatorURL", "https://prometheus.example.com/graph")),
        "version",
        "4");
  }
}
