package dev.watchbill.domain.alert;

import static dev.watchbill.domain.integration.PlainValues.object;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one alert in the group that stands for a maintenance window (spec oncall-behaviour §1.9). */
public final class MaintenanceAlert {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private MaintenanceAlert() {}

  /** The payload, read by the templates of the maintenance type. */
  public static Map<String, @Nullable Object> payload(
      String integrationName, @Nullable String startedBy, Instant start, Instant end) {
    return object(
        "is_maintenance", true,
        "title", "Maintenance of " + integrationName + " until " + TIME.format(end),
        "message",
            "The integration "
                + integrationName
                + " is in maintenance from "
                + TIME.format(start)
                + " to "
                + TIME.format(end)
                + (startedBy == null ? "" : ", started by " + startedBy)
                + ". Its new alert groups are collected here and nobody is notified of them.");
  }
}
