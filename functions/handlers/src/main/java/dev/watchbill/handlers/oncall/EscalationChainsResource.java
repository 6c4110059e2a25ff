package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.integration.EscalationChain;
import dev.watchbill.domain.integration.EscalationChains;
import dev.watchbill.domain.org.Role;
import dev.watchbill.engine.Commits;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/escalation_chains}: spec oncall-api §6. */
public final class EscalationChainsResource extends ConfigResource<EscalationChain> {
  private static final int NAME = 100;

  private final PublicIds ids;
  private final InstantSource clock;
  private final TeamFields teams;

  @Inject
  EscalationChainsResource(
      OnCallGate gate,
      EscalationChains chains,
      Settings settings,
      PublicIds ids,
      InstantSource clock,
      TeamFields teams,
      Commits commits) {
    super(gate, Role.VIEWER, Role.ADMIN, chains, settings, commits);
    this.ids = ids;
    this.clock = clock;
    this.teams = teams;
  }

  @Override
  protected EscalationChain create(Call call, Fields in) {
    return new EscalationChain(
        ids.next("F"),
        call.org(),
        in.text("name", NAME),
        teams.read(call, in, null),
        clock.instant(),
        1);
  }

  @Override
  protected EscalationChain update(Call call, EscalationChain old, Fields in) {
    String name = call.isPatch() ? in.text("name", NAME, old.name()) : in.text("name", NAME);
    return new EscalationChain(
        old.id(),
        old.org(),
        name,
        teams.read(call, in, old.teamId()),
        old.createdAt(),
        old.version());
  }

  @Override
  protected List<EscalationChain> filter(Call call, List<EscalationChain> all, Fields in) {
    List<EscalationChain> ofTeam = teams.filter(call, in, all, EscalationChain::teamId);
    String name = call.request().parameter("name");
    return name == null
        ? ofTeam
        : ofTeam.stream().filter(chain -> chain.name().equals(name)).toList();
  }

  @Override
  protected Map<String, @Nullable Object> show(EscalationChain chain) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", chain.id());
    shown.put("name", chain.name());
    shown.put("team_id", chain.teamId());
    return shown;
  }

  @Override
  protected Problem duplicate() {
    return new Problem.Invalid(
        Refusals.nonField("The fields organization, name must make a unique set."));
  }
}
