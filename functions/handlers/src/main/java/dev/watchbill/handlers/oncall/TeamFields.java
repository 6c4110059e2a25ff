package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.org.Team;
import dev.watchbill.domain.org.Teams;
import dev.watchbill.handlers.http.Fields;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code team_id} in bodies and in lists (spec oncall-api §1.4, §1.7, §2.1). */
final class TeamFields {
  private final Teams teams;

  @Inject
  TeamFields(Teams teams) {
    this.teams = teams;
  }

  /**
   * The team that the body names: null, {@code ""} and {@code "null"} mean none. Admins may name
   * any team, others their own.
   */
  @Nullable String read(Call call, Fields in, @Nullable String ifAbsent) {
    return read(call, in, "team_id", ifAbsent);
  }

  /** The same where the field has another name. */
  @Nullable String read(Call call, Fields in, String name, @Nullable String ifAbsent) {
    if (!in.has(name)) return ifAbsent;
    String id = in.reference(name, null);
    if (id == null || id.equals("null")) return null;
    Optional<Team> team = teams.find(call.org(), id);
    boolean permitted =
        team.isPresent()
            && (call.caller().isAdmin() || team.get().users().contains(call.caller().user().id()));
    if (!permitted) in.error(name, Fields.NO_OBJECT);
    return id;
  }

  /** The rows of the team that the query names; {@code null} = of no team, empty = all rows. */
  <T> List<T> filter(Call call, Fields in, List<T> all, Function<T, @Nullable String> teamOf) {
    String asked = call.request().parameter("team_id");
    if (asked == null || asked.isEmpty()) return all;
    if (asked.equals("null")) return all.stream().filter(row -> teamOf.apply(row) == null).toList();
    if (teams.find(call.org(), asked).isEmpty()) {
      in.error(
          "team_id", "Select a valid choice. That choice is not one of the available choices.");
      return List.of();
    }
    return all.stream().filter(row -> asked.equals(teamOf.apply(row))).toList();
  }
}
