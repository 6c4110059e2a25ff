package dev.watchbill.handlers.grafana;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.alert.ResolutionNotes;
import dev.watchbill.domain.contact.NotificationConfigs;
import dev.watchbill.domain.contact.legacy.ChannelCards;
import dev.watchbill.domain.escalation.NotificationRules;
import dev.watchbill.domain.escalation.PersonRules;
import dev.watchbill.domain.integration.EscalationChains;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.org.Addresses;
import dev.watchbill.domain.org.ApiTokens;
import dev.watchbill.domain.org.Organization;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.PersonAddresses;
import dev.watchbill.domain.org.Teams;
import dev.watchbill.domain.org.TeamsPreferences;
import dev.watchbill.domain.org.Users;
import dev.watchbill.domain.rule.DataSources;
import dev.watchbill.domain.rule.Folders;
import dev.watchbill.domain.rule.RuleGroups;
import dev.watchbill.domain.rule.legacy.Dashboards;
import dev.watchbill.domain.schedule.ExportTokens;
import dev.watchbill.domain.schedule.ImportedCalendars;
import dev.watchbill.domain.schedule.Rotas;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.Schedules;
import dev.watchbill.domain.schedule.ShiftSwaps;
import dev.watchbill.domain.schedule.Shifts;
import dev.watchbill.domain.webhook.Webhooks;
import dev.watchbill.engine.Commits;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;

/*
 * The order makes every crash harmless. Tokens go first, so that nobody of the organisation makes anything new; then the links of
 * integrations, so that no alert is taken any more that nobody could see; then the rest; the organisation itself goes last, so that a
 * removal that died half way can be asked for again. What a request that was under way writes in between is removed by the second
 * round. Alert groups stay in the table, where without the organisation no request reaches them.
 */
/** Removes an organisation with everything that is configured in it. */
final class OrganizationRemoval {
  private final Organizations organizations;
  private final Integrations integrations;
  private final ApiTokens tokens;
  private final List<Rows<?>> others;
  private final NotificationRules people;
  private final Addresses addresses;
  private final Schedules schedules;
  private final ExportTokens exportTokens;
  private final Rotas rotas;
  private final ImportedCalendars calendars;
  private final NotificationConfigs notifications;
  private final RuleGroups rules;
  private final InstantSource clock;

  private final Commits commits;

  @Inject
  OrganizationRemoval(
      Organizations organizations,
      ApiTokens tokens,
      Integrations integrations,
      EscalationChains chains,
      Teams teams,
      TeamsPreferences preferences,
      Folders folders,
      DataSources sources,
      Users users,
      Schedules schedules,
      Shifts shifts,
      ShiftSwaps swaps,
      ExportTokens exportTokens,
      Rotas rotas,
      ImportedCalendars calendars,
      NotificationConfigs notifications,
      ChannelCards cards,
      Dashboards dashboards,
      Webhooks webhooks,
      ResolutionNotes notes,
      NotificationRules people,
      Addresses addresses,
      RuleGroups rules,
      InstantSource clock,
      Commits commits) {
    this.commits = commits;
    this.organizations = organizations;
    this.integrations = integrations;
    this.tokens = tokens;
    this.others =
        List.of(
            chains,
            schedules,
            shifts,
            swaps,
            teams,
            preferences,
            dashboards,
            folders,
            sources,
            cards,
            webhooks,
            notes,
            users);
    this.people = people;
    this.addresses = addresses;
    this.schedules = schedules;
    this.exportTokens = exportTokens;
    this.rotas = rotas;
    this.calendars = calendars;
    this.notifications = notifications;
    this.rules = rules;
    this.clock = clock;
  }

  /** False when others keep changing it. */
  boolean remove(Organization organization) {
    empty(organization.id());
    boolean gone =
        commits.untilDone(
            () ->
                organizations.find(organization.id()).stream()
                    .allMatch(now -> organizations.delete(now) instanceof Saved.Done));
    if (gone) empty(organization.id());
    return gone;
  }

  private void empty(String org) {
    clear(tokens, org);
    clear(exportTokens, org);
    for (Integration integration : integrations.all(org)) {
      integrations.delete(integration.deleted(clock.instant()));
    }
    integrations.forgetDeleted(org);
    for (ScheduleRow row : schedules.all(org)) {
      rotas.forget(org, row.id());
      calendars.forget(org, row.id());
    }
    for (Rows<?> rows : others) clear(rows, org);
    for (PersonRules each : people.all(org)) people.delete(each);
    for (PersonAddresses each : addresses.all(org)) addresses.delete(each);
    notifications.delete(org);
    rules.clear(org);
  }

  private static <T> void clear(Rows<T> rows, String org) {
    for (T row : rows.all(org)) rows.delete(row);
  }
}
