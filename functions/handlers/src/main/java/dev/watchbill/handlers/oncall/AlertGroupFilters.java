package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.alert.AlertGroup.State;
import dev.watchbill.domain.alert.AlertGroups.Filter;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.integration.Label;
import dev.watchbill.domain.org.Teams;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Request;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The filters of the list of alert groups (spec oncall-api §3.2). Empty values ask for nothing;
 * several states ask for groups of any of them. A filter that does not exist is refused: the
 * original passes over it, and whoever mistypes one gets everything.
 */
final class AlertGroupFilters {
  private static final String LISTED =
      "id, integration_id, route_id, team_id, state, label, started_at, page, perpage";

  /** {@code name} is sent by a client and means nothing, as recorded. */
  private static final Set<String> KNOWN =
      Stream.concat(Arrays.stream(LISTED.split(", ")), Stream.of("name"))
          .collect(Collectors.toUnmodifiableSet());

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

  private final Integrations integrations;
  private final Teams teams;

  @Inject
  AlertGroupFilters(Integrations integrations, Teams teams) {
    this.integrations = integrations;
    this.teams = teams;
  }

  /** What the query asks for, or why it cannot be answered. */
  sealed interface Read {
    record Asked(Filter filter) implements Read {}

    record Wrong(Problem problem) implements Read {}
  }

  Read read(Call call) {
    Request request = call.request();
    Map<String, Object> unknown = new TreeMap<>();
    for (Map.Entry<String, String> pair : request.query()) {
      if (!KNOWN.contains(pair.getKey())) {
        unknown.put(pair.getKey(), List.of("Unknown filter. Known are: " + LISTED + "."));
      }
    }
    if (!unknown.isEmpty()) return new Read.Wrong(new Problem.Invalid(unknown));
    Set<State> states = EnumSet.noneOf(State.class);
    for (String text : request.parameters("state")) {
      if (text.isEmpty()) continue;
      State state = state(text);
      if (state == null) {
        return new Read.Wrong(
            new Problem.Invalid(
                Map.of("state", "Must be one of: new, acknowledged, resolved, silenced")));
      }
      states.add(state);
    }
    String team = given(request, "team_id");
    if (team != null && !team.equals("null") && teams.find(call.org(), team).isEmpty()) {
      return new Read.Wrong(
          new Problem.Invalid(
              Map.of(
                  "team_id",
                  List.of(
                      "Select a valid choice. That choice is not one of the available"
                          + " choices."))));
    }
    Range range = Range.ALWAYS;
    String started = given(request, "started_at");
    if (started != null) {
      range = range(started);
      if (range == null) return new Read.Wrong(new Problem.Refused("Invalid range value"));
    }
    return new Read.Asked(
        new Filter(
            call.org(),
            given(request, "id"),
            integrations(call.org(), given(request, "integration_id"), team),
            given(request, "route_id"),
            states.isEmpty() ? null : states,
            labels(request.parameters("label")),
            range.from(),
            range.to()));
  }

  private static @Nullable String given(Request request, String name) {
    String value = request.parameter(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** {@code new} is the original's word here for what answers call {@code firing}. */
  private static @Nullable State state(String text) {
    return switch (LetterCase.lower(text)) {
      case "new", "firing" -> State.FIRING;
      case "acknowledged" -> State.ACKNOWLEDGED;
      case "resolved" -> State.RESOLVED;
      case "silenced" -> State.SILENCED;
      default -> null;
    };
  }

  /** A group is of the team that its integration is of now. */
  private @Nullable List<String> integrations(
      String org, @Nullable String one, @Nullable String team) {
    if (team == null) return one == null ? null : List.of(one);
    String wanted = team.equals("null") ? null : team;
    if (one != null) {
      // Asked for one by one, deleted ones are known too; what nobody knows is of no team.
      String its = integrations.findEvenDeleted(org, one).map(Integration::teamId).orElse(null);
      return Objects.equals(its, wanted) ? List.of(one) : List.of();
    }
    return integrations.all(org).stream()
        .filter(each -> Objects.equals(each.teamId(), wanted))
        .map(Integration::id)
        .toList();
  }

  /** {@code key:value}; what does not have exactly one colon is passed over, as recorded. */
  private static List<Label> labels(List<String> texts) {
    List<Label> labels = new ArrayList<>();
    for (String text : texts) {
      int colon = text.indexOf(':');
      if (colon < 0 || text.indexOf(':', colon + 1) >= 0) continue;
      labels.add(new Label(text.substring(0, colon), text.substring(colon + 1)));
    }
    return labels;
  }

  private record Range(@Nullable Instant from, @Nullable Instant to) {
    static final Range ALWAYS = new Range(null, null);
  }

  private static @Nullable Range range(String text) {
    String[] ends = text.split("_", -1);
    if (ends.length != 2) return null;
    try {
      Instant from = LocalDateTime.parse(ends[0], TIME).toInstant(ZoneOffset.UTC);
      Instant to = LocalDateTime.parse(ends[1], TIME).toInstant(ZoneOffset.UTC);
      return from.isAfter(to) ? null : new Range(from, to);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
