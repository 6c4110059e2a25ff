package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.integration.EscalationChains;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.org.Team;
import jakarta.inject.Inject;

/** What belongs to a team, and would lead nowhere without it. */
public final class TeamUse {
  public static final String REFUSAL =
      "Integrations or escalation chains still belong to this team.";

  private final Integrations integrations;
  private final EscalationChains chains;

  @Inject
  TeamUse(Integrations integrations, EscalationChains chains) {
    this.integrations = integrations;
    this.chains = chains;
  }

  public boolean of(Team team) {
    return integrations.all(team.org()).stream().anyMatch(row -> team.id().equals(row.teamId()))
        || chains.all(team.org()).stream().anyMatch(row -> team.id().equals(row.teamId()));
  }
}
