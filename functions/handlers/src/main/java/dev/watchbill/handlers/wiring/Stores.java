package dev.watchbill.handlers.wiring;

import dagger.Binds;
import dagger.Module;
import dagger.Provides;
import dev.watchbill.channels.HttpCalendars;
import dev.watchbill.channels.SafeHttp;
import dev.watchbill.channels.SnsMessages;
import dev.watchbill.domain.DamagedRows;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.alert.Alerts;
import dev.watchbill.domain.alert.PayloadText;
import dev.watchbill.domain.alert.ResolutionNotes;
import dev.watchbill.domain.change.Changes;
import dev.watchbill.domain.contact.NotificationConfigs;
import dev.watchbill.domain.contact.legacy.ChannelCards;
import dev.watchbill.domain.delivery.AnswerLinks;
import dev.watchbill.domain.delivery.Deliveries;
import dev.watchbill.domain.delivery.SendWindows;
import dev.watchbill.domain.escalation.EscalationSteps;
import dev.watchbill.domain.escalation.Escalations;
import dev.watchbill.domain.escalation.NotificationRules;
import dev.watchbill.domain.integration.EscalationChains;
import dev.watchbill.domain.integration.Heartbeats;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.org.Addresses;
import dev.watchbill.domain.org.ApiTokens;
import dev.watchbill.domain.org.Limits;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.Teams;
import dev.watchbill.domain.org.TeamsPreferences;
import dev.watchbill.domain.org.Users;
import dev.watchbill.domain.rule.DataSources;
import dev.watchbill.domain.rule.Folders;
import dev.watchbill.domain.rule.RuleGroups;
import dev.watchbill.domain.rule.legacy.Dashboards;
import dev.watchbill.domain.schedule.CalendarSource;
import dev.watchbill.domain.schedule.ExportTokens;
import dev.watchbill.domain.schedule.ImportedCalendars;
import dev.watchbill.domain.schedule.Rotas;
import dev.watchbill.domain.schedule.Schedules;
import dev.watchbill.domain.schedule.ShiftSwaps;
import dev.watchbill.domain.schedule.Shifts;
import dev.watchbill.domain.template.jinja.Jinja;
import dev.watchbill.domain.timer.Timers;
import dev.watchbill.domain.webhook.Webhooks;
import dev.watchbill.engine.Reactions;
import dev.watchbill.engine.Trouble;
import dev.watchbill.engine.delivery.BaseUrl;
import dev.watchbill.engine.escalation.Reminders;
import dev.watchbill.engine.webhook.GroupPicture;
import dev.watchbill.engine.webhook.WebhookReactions;
import dev.watchbill.handlers.http.Log;
import dev.watchbill.handlers.http.PayloadJson;
import dev.watchbill.handlers.http.Settings;
import dev.watchbill.handlers.oncall.AlertGroupView;
import dev.watchbill.storage.DynamoAddresses;
import dev.watchbill.storage.DynamoAlertGroups;
import dev.watchbill.storage.DynamoAlerts;
import dev.watchbill.storage.DynamoApiTokens;
import dev.watchbill.storage.DynamoChanges;
import dev.watchbill.storage.DynamoChannelCards;
import dev.watchbill.storage.DynamoDamagedRows;
import dev.watchbill.storage.DynamoDashboards;
import dev.watchbill.storage.DynamoDataSources;
import dev.watchbill.storage.DynamoDeliveries;
import dev.watchbill.storage.DynamoEscalationChains;
import dev.watchbill.storage.DynamoEscalationSteps;
import dev.watchbill.storage.DynamoEscalations;
import dev.watchbill.storage.DynamoExportTokens;
import dev.watchbill.storage.DynamoFolders;
import dev.watchbill.storage.DynamoHeartbeats;
import dev.watchbill.storage.DynamoIntegrations;
import dev.watchbill.storage.DynamoLimits;
import dev.watchbill.storage.DynamoNotificationConfigs;
import dev.watchbill.storage.DynamoNotificationRules;
import dev.watchbill.storage.DynamoOrganizations;
import dev.watchbill.storage.DynamoResolutionNotes;
import dev.watchbill.storage.DynamoRotas;
import dev.watchbill.storage.DynamoRuleGroups;
import dev.watchbill.storage.DynamoSchedules;
import dev.watchbill.storage.DynamoSendWindows;
import dev.watchbill.storage.DynamoShiftSwaps;
import dev.watchbill.storage.DynamoShifts;
import dev.watchbill.storage.DynamoTeams;
import dev.watchbill.storage.DynamoTeamsPreferences;
import dev.watchbill.storage.DynamoTimers;
import dev.watchbill.storage.DynamoUsers;
import dev.watchbill.storage.DynamoWebhooks;
import dev.watchbill.storage.KeyCheck;
import dev.watchbill.storage.SecretBox;
import dev.watchbill.storage.Table;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What the resources and jobs are made of: the stored plurals over one table, and their tools. */
@Module(includes = Calendars.class)
interface Stores {
  @Provides
  @Singleton
  static SecretBox secrets(DataKey key, Table table) {
    SecretBox box = new SecretBox(key.bytes());
    KeyCheck.verify(table, box);
    return box;
  }

  @Provides
  @Singleton
  static DamagedRows damagedRows(Table table) {
    return new DynamoDamagedRows(table);
  }

  @Provides
  @Singleton
  static Jinja jinja(InstantSource clock) {
    return new Jinja(clock);
  }

  /** Spreads lost races; nothing depends on these numbers being unpredictable. */
  @Provides
  static Supplier<RandomGenerator> spread() {
    return ThreadLocalRandom::current;
  }

  @Binds
  PayloadText payloadText(PayloadJson json);

  @Provides
  static Trouble trouble() {
    return Log::error;
  }

  /** What every decision is committed by. */
  @Provides
  @Singleton
  static Changes changes(Table table, Provider<SecretBox> secrets) {
    return new DynamoChanges(table, secrets::get);
  }

  @Provides
  @Singleton
  static SnsMessages notifications(SafeHttp http, InstantSource clock) {
    return new SnsMessages(SnsMessages.fetcher(http), clock);
  }

  @Provides
  @Singleton
  static Organizations organizations(Table table) {
    return new DynamoOrganizations(table);
  }

  @Provides
  @Singleton
  static Users users(Table table) {
    return new DynamoUsers(table);
  }

  @Provides
  @Singleton
  static Teams teams(Table table) {
    return new DynamoTeams(table);
  }

  @Provides
  @Singleton
  static TeamsPreferences teamsPreferences(Table table) {
    return new DynamoTeamsPreferences(table);
  }

  @Provides
  @Singleton
  static Folders folders(Table table) {
    return new DynamoFolders(table);
  }

  @Provides
  @Singleton
  static DataSources dataSources(Table table, SecretBox secrets) {
    return new DynamoDataSources(table, secrets);
  }

  @Provides
  @Singleton
  static NotificationConfigs notificationConfigs(Table table, SecretBox secrets) {
    return new DynamoNotificationConfigs(table, secrets, new StoredJson());
  }

  @Provides
  @Singleton
  static RuleGroups ruleGroups(Table table) {
    return new DynamoRuleGroups(table, new StoredJson());
  }

  @Provides
  @Singleton
  static Dashboards dashboards(Table table) {
    return new DynamoDashboards(table);
  }

  @Provides
  @Singleton
  static ChannelCards channelCards(Table table) {
    return new DynamoChannelCards(table);
  }

  @Provides
  @Singleton
  static ApiTokens apiTokens(Table table) {
    return new DynamoApiTokens(table);
  }

  @Provides
  @Singleton
  static Limits limits(Table table) {
    return new DynamoLimits(table);
  }

  @Provides
  @Singleton
  static Integrations integrations(Table table, SecretBox secrets) {
    return new DynamoIntegrations(table, secrets);
  }

  @Provides
  @Singleton
  static EscalationChains escalationChains(Table table, Provider<SecretBox> secrets) {
    return new DynamoEscalationChains(table, secrets::get);
  }

  @Provides
  @Singleton
  static EscalationSteps escalationSteps(Table table) {
    return new DynamoEscalationSteps(table);
  }

  @Provides
  @Singleton
  static NotificationRules notificationRules(Table table) {
    return new DynamoNotificationRules(table);
  }

  @Provides
  @Singleton
  static Heartbeats heartbeats(Table table) {
    return new DynamoHeartbeats(table);
  }

  @Provides
  @Singleton
  static Escalations escalations(Table table) {
    return new DynamoEscalations(table);
  }

  @Provides
  @Singleton
  static Deliveries deliveries(Table table) {
    return new DynamoDeliveries(table);
  }

  @Provides
  @Singleton
  static SendWindows sendWindows(Table table) {
    return new DynamoSendWindows(table);
  }

  @Provides
  @Singleton
  static AnswerLinks answerLinks(DataKey key) {
    return new AnswerLinks(key::bytes);
  }

  @Provides
  static Reactions reactions(WebhookReactions webhooks, Reminders reminders) {
    return change -> reminders.with(webhooks.with(change));
  }

  @Provides
  static GroupPicture groupPicture(AlertGroupView view) {
    return view;
  }

  @Provides
  static BaseUrl baseUrl(Settings settings) {
    return new BaseUrl(settings.baseUrl());
  }

  @Provides
  @Singleton
  static Addresses addresses(Table table, Provider<SecretBox> secrets) {
    return new DynamoAddresses(table, secrets::get);
  }

  @Provides
  @Singleton
  static Webhooks webhooks(Table table, Provider<SecretBox> secrets) {
    return new DynamoWebhooks(table, secrets::get);
  }

  @Provides
  @Singleton
  static Timers timers(Table table) {
    return new DynamoTimers(table);
  }

  @Provides
  @Singleton
  static AlertGroups alertGroups(Table table) {
    return new DynamoAlertGroups(table);
  }

  @Provides
  @Singleton
  static Alerts alerts(Table table, InstantSource clock) {
    return new DynamoAlerts(table, clock);
  }

  @Provides
  @Singleton
  static Shifts shifts(Table table) {
    return new DynamoShifts(table);
  }

  @Provides
  @Singleton
  static Schedules schedules(Table table) {
    return new DynamoSchedules(table);
  }

  @Provides
  @Singleton
  static ShiftSwaps shiftSwaps(Table table) {
    return new DynamoShiftSwaps(table);
  }

  @Provides
  @Singleton
  static ExportTokens exportTokens(Table table) {
    return new DynamoExportTokens(table);
  }

  @Provides
  @Singleton
  static Rotas rotas(Table table, Users users, ImportedCalendars calendars) {
    return new DynamoRotas(table, users, calendars);
  }

  @Provides
  @Singleton
  static CalendarSource calendarSource(SafeHttp http) {
    return new HttpCalendars(http);
  }

  @Provides
  @Singleton
  static ResolutionNotes resolutionNotes(Table table) {
    return new DynamoResolutionNotes(table);
  }
}
