package dev.watchbill.handlers.wiring;

import dagger.BindsInstance;
import dagger.Component;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.engine.delivery.DeliveryFlow;
import dev.watchbill.engine.delivery.Sending;
import dev.watchbill.engine.escalation.BundleFlow;
import dev.watchbill.engine.escalation.EscalationFlow;
import dev.watchbill.engine.escalation.PagingFlow;
import dev.watchbill.engine.escalation.Reminders;
import dev.watchbill.handlers.answers.AnswersResource;
import dev.watchbill.handlers.grafana.DataSourcesResource;
import dev.watchbill.handlers.grafana.FoldersResource;
import dev.watchbill.handlers.grafana.GrafanaTeamsResource;
import dev.watchbill.handlers.grafana.GrafanaUsersResource;
import dev.watchbill.handlers.grafana.OrgsResource;
import dev.watchbill.handlers.intake.IntakeResource;
import dev.watchbill.handlers.jobs.AutoResolveJob;
import dev.watchbill.handlers.jobs.CascadeJob;
import dev.watchbill.handlers.jobs.EraseJob;
import dev.watchbill.handlers.jobs.FlowJob;
import dev.watchbill.handlers.jobs.HeartbeatCheckJob;
import dev.watchbill.handlers.jobs.MaintenanceEndJob;
import dev.watchbill.handlers.jobs.ShiftEvaluationJob;
import dev.watchbill.handlers.jobs.SilenceExpiryJob;
import dev.watchbill.handlers.jobs.TimerJob;
import dev.watchbill.handlers.legacy.AlertNotificationsResource;
import dev.watchbill.handlers.legacy.DashboardsResource;
import dev.watchbill.handlers.legacy.LegacyAlertsResource;
import dev.watchbill.handlers.oncall.ActionsResource;
import dev.watchbill.handlers.oncall.AlertGroupsResource;
import dev.watchbill.handlers.oncall.AlertsResource;
import dev.watchbill.handlers.oncall.DirectPagingResource;
import dev.watchbill.handlers.oncall.EmptyListResource;
import dev.watchbill.handlers.oncall.EscalationChainsResource;
import dev.watchbill.handlers.oncall.EscalationPoliciesResource;
import dev.watchbill.handlers.oncall.InfoResource;
import dev.watchbill.handlers.oncall.IntegrationsResource;
import dev.watchbill.handlers.oncall.OnCallShiftsResource;
import dev.watchbill.handlers.oncall.OrganizationsResource;
import dev.watchbill.handlers.oncall.PersonalNotificationRulesResource;
import dev.watchbill.handlers.oncall.PhoneRelayResource;
import dev.watchbill.handlers.oncall.ResolutionNotesResource;
import dev.watchbill.handlers.oncall.RoutesResource;
import dev.watchbill.handlers.oncall.SchedulesResource;
import dev.watchbill.handlers.oncall.ShiftSwapsResource;
import dev.watchbill.handlers.oncall.TeamsResource;
import dev.watchbill.handlers.oncall.TemplatesResource;
import dev.watchbill.handlers.oncall.TimersResource;
import dev.watchbill.handlers.oncall.TokensResource;
import dev.watchbill.handlers.oncall.UsersResource;
import dev.watchbill.handlers.oncall.WebhooksResource;
import dev.watchbill.handlers.provisioning.AlertRulesResource;
import dev.watchbill.handlers.provisioning.ContactPointsResource;
import dev.watchbill.handlers.provisioning.MessageTemplatesResource;
import dev.watchbill.handlers.provisioning.MuteTimingsResource;
import dev.watchbill.handlers.provisioning.PoliciesResource;
import dev.watchbill.storage.SecretBox;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/**
 * Everything that can be deployed, made from what differs between deployments: the cloud, this
 * machine, a test.
 */
@Singleton
@Component(modules = {Stores.class, Surroundings.Parts.class})
public interface Watchbill {
  AlertGroupsResource alertGroups();

  AlertsResource alerts();

  EmptyListResource emptyList();

  EscalationChainsResource escalationChains();

  EscalationPoliciesResource escalationPolicies();

  InfoResource info();

  IntegrationsResource integrations();

  OnCallShiftsResource onCallShifts();

  OrganizationsResource organizations();

  ResolutionNotesResource resolutionNotes();

  RoutesResource routes();

  SchedulesResource schedules();

  ShiftSwapsResource shiftSwaps();

  TeamsResource teams();

  TemplatesResource templates();

  TimersResource timers();

  TokensResource tokens();

  UsersResource users();

  OrgsResource orgs();

  GrafanaUsersResource grafanaUsers();

  GrafanaTeamsResource grafanaTeams();

  FoldersResource folders();

  DataSourcesResource dataSources();

  ContactPointsResource contactPoints();

  MessageTemplatesResource messageTemplates();

  MuteTimingsResource muteTimings();

  PoliciesResource policies();

  AlertNotificationsResource alertNotifications();

  DashboardsResource dashboards();

  LegacyAlertsResource legacyAlerts();

  AlertRulesResource alertRules();

  IntakeResource intake();

  PersonalNotificationRulesResource personalNotificationRules();

  AnswersResource answers();

  DirectPagingResource directPaging();

  PhoneRelayResource phoneRelay();

  WebhooksResource webhooks();

  ActionsResource actions();

  FallbackResource fallback();

  AutoResolveJob autoResolve();

  CascadeJob cascade();

  EraseJob erase();

  HeartbeatCheckJob heartbeatCheck();

  MaintenanceEndJob maintenanceEnd();

  ShiftEvaluationJob shiftEvaluation();

  SilenceExpiryJob silenceExpiry();

  FlowJob.Maker flowJobs();

  EscalationFlow escalationFlow();

  PagingFlow pagingFlow();

  DeliveryFlow deliveryFlow();

  BundleFlow bundleFlow();

  Reminders reminders();

  Sending sending();

  /** A kind without a job does not compile. */
  default TimerJob job(TimerKind kind) {
    return switch (kind) {
      case SILENCE_EXPIRY -> silenceExpiry();
      case MAINTENANCE_END -> maintenanceEnd();
      case HEARTBEAT_CHECK -> heartbeatCheck();
      case AUTO_RESOLVE -> autoResolve();
      case ERASE -> erase();
      case CASCADE -> cascade();
      case SHIFT_EVALUATION -> shiftEvaluation();
      case ESCALATION -> flowJobs().of(kind, escalationFlow());
      case PAGING -> flowJobs().of(kind, pagingFlow());
      case DELIVERY -> flowJobs().of(kind, deliveryFlow());
      case BUNDLE -> flowJobs().of(kind, bundleFlow());
      case ACKNOWLEDGE_REMINDER -> flowJobs().of(kind, reminders());
    };
  }

  FirstOrganisation firstOrganisation();

  /** What seals secrets: made only where the key is the one that sealed those of the table. */
  SecretBox secrets();

  InstantSource clock();

  @Component.Factory
  interface Factory {
    Watchbill create(@BindsInstance Surroundings surroundings);
  }

  static Watchbill in(Surroundings surroundings) {
    return DaggerWatchbill.factory().create(surroundings);
  }
}
