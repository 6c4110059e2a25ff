package dev.watchbill.engine.org;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.Team;
import dev.watchbill.domain.org.Teams;
import dev.watchbill.domain.org.User;
import dev.watchbill.engine.Commits;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** Which teams a user is in; the teams keep it. */
public final class Membership {
  private final Teams teams;
  private final Commits commits;

  @Inject
  public Membership(Teams teams, Commits commits) {
    this.teams = teams;
    this.commits = commits;
  }

  /** Whether all of these are teams of the organisation. */
  public boolean known(String org, List<String> ids) {
    return ids.isEmpty() || teams.all(org).stream().map(Team::id).toList().containsAll(ids);
  }

  /** Puts the user into exactly these teams. */
  public void become(User user, List<String> wanted) {
    for (Team team : teams.all(user.org())) set(team, user, wanted.contains(team.id()));
  }

  private void set(Team listed, User user, boolean member) {
    if (listed.users().contains(user.id()) == member) return;
    boolean set =
        commits.untilDone(
            () ->
                teams.find(user.org(), listed.id()).stream()
                    .filter(team -> team.users().contains(user.id()) != member)
                    .allMatch(
                        team -> teams.replace(with(team, user, member)) instanceof Saved.Done));
    if (!set) throw new IllegalStateException("A team changes all the time");
  }

  private static Team with(Team team, User user, boolean member) {
    List<String> users = new ArrayList<>(team.users());
    if (member) users.add(user.id());
    else users.remove(user.id());
    return team.withUsers(users);
  }
}
