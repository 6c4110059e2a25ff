package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.Team;
import dev.watchbill.domain.org.Teams;
import dev.watchbill.domain.org.User;
import dev.watchbill.handlers.http.Fields;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which teams a user is in; the teams keep it. */
final class Membership {
  private final Teams teams;

  @Inject
  Membership(Teams teams) {
    this.teams = teams;
  }

  /** Notes an error unless {@code teams} names teams of the organisation. */
  void check(String org, Fields in) {
    List<String> wanted = in.texts("teams", List.of());
    if (wanted.isEmpty()) return;
    List<String> known = teams.all(org).stream().map(Team::id).toList();
    if (!known.containsAll(wanted)) in.error("teams", Fields.NO_OBJECT);
  }

  /** Puts the user into exactly the teams that {@code teams} names; absent changes nothing. */
  void apply(User user, Fields in) {
    if (!in.has("teams")) return;
    List<String> wanted = in.texts("teams", List.of());
    for (Team team : teams.all(user.org())) set(team, user, wanted.contains(team.id()));
  }

  void end(User user) {
    for (Team team : teams.all(user.org())) set(team, user, false);
  }

  private void set(Team read, User user, boolean member) {
    Optional<Team> team = Optional.of(read);
    for (int i = 0; i < ConfigResource.TRIES; i++) {
      if (team.isEmpty() || team.get().users().contains(user.id()) == member) return;
      List<String> users = new ArrayList<>(team.get().users());
      if (member) users.add(user.id());
      else users.remove(user.id());
      if (teams.replace(TeamsResource.withUsers(team.get(), users)) instanceof Saved.Done) return;
      // Somebody changed the team meanwhile: look again.
      team = teams.find(user.org(), read.id());
    }
    throw new IllegalStateException("A team changes all the time");
  }
}
