package dev.watchbill.engine.org;

import dev.watchbill.domain.integration.EscalationChains;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.org.Team;
import dev.watchbill.domain.schedule.Schedules;
import dev.watchbill.domain.schedule.Shifts;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What belongs to a team, and would lead nowhere without it. */
public final class TeamUse {
  public static final String REFUSAL =
      "Integrations, escalation chains, schedules or shifts still belong to this team.";

  private final Integrations integrations;
  private final EscalationChains chains;
  private final Schedules schedules;
  private final Shifts shifts;

  @Inject
  public TeamUse(
      Integrations integrations, EscalationChains chains, Schedules schedules, Shifts shifts) {
    this.integrations = integrations;
    this.chains = chains;
    this.schedules = schedules;
    this.shifts = shifts;
  }

  public boolean of(Team team) {
    return any(team, ofPeople(team.org()), each -> each.teamId())
        || any(team, chains.all(team.org()), each -> each.teamId())
        || any(team, schedules.all(team.org()), each -> each.schedule().details().teamId())
        || any(team, shifts.all(team.org()), each -> each.shift().details().teamId());
  }

  /** All but the ones that teams have from their creation. */
  private List<Integration> ofPeople(String org) {
    return integrations.all(org).stream()
        .filter(each -> each.type() != IntegrationType.DIRECT_PAGING)
        .toList();
  }

  private static <T> boolean any(
      Team team, Collection<T> rows, Function<T, @Nullable String> owner) {
    return rows.stream().anyMatch(row -> team.id().equals(owner.apply(row)));
  }
}
