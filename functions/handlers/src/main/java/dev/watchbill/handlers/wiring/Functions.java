package dev.watchbill.handlers.wiring;

import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.handlers.http.HttpFunction;
import dev.watchbill.handlers.jobs.JobFunction;
import dev.watchbill.handlers.jobs.LaneFunction;
import java.util.EnumSet;
import java.util.List;

/**
 * Every deployed function, as template.yaml names it. Each has the constructor that Lambda calls,
 * and one for a deployment made elsewhere.
 */
public final class Functions {

  public static final class AlertGroups extends HttpFunction {
    public AlertGroups() {
      this(Cloud.deployment());
      prime();
    }

    public AlertGroups(Watchbill deployment) {
      super(deployment.alertGroups());
    }
  }

  public static final class Alerts extends HttpFunction {
    public Alerts() {
      this(Cloud.deployment());
      prime();
    }

    public Alerts(Watchbill deployment) {
      super(deployment.alerts());
    }
  }

  public static final class EscalationChains extends HttpFunction {
    public EscalationChains() {
      this(Cloud.deployment());
      prime();
    }

    public EscalationChains(Watchbill deployment) {
      super(deployment.escalationChains());
    }
  }

  public static final class EscalationPolicies extends HttpFunction {
    public EscalationPolicies() {
      this(Cloud.deployment());
      prime();
    }

    public EscalationPolicies(Watchbill deployment) {
      super(deployment.escalationPolicies());
    }
  }

  public static final class PersonalNotificationRules extends HttpFunction {
    public PersonalNotificationRules() {
      this(Cloud.deployment());
      prime();
    }

    public PersonalNotificationRules(Watchbill deployment) {
      super(deployment.personalNotificationRules());
    }
  }

  public static final class DirectPaging extends HttpFunction {
    public DirectPaging() {
      this(Cloud.deployment());
      prime();
    }

    public DirectPaging(Watchbill deployment) {
      super(deployment.directPaging());
    }
  }

  public static final class PhoneRelay extends HttpFunction {
    public PhoneRelay() {
      this(Cloud.deployment());
      prime();
    }

    public PhoneRelay(Watchbill deployment) {
      super(deployment.phoneRelay());
    }
  }

  public static final class Fallback extends HttpFunction {
    public Fallback() {
      this(Cloud.deployment());
      prime();
    }

    public Fallback(Watchbill deployment) {
      super(deployment.fallback());
    }
  }

  public static final class Info extends HttpFunction {
    public Info() {
      this(Cloud.deployment());
      prime();
    }

    public Info(Watchbill deployment) {
      super(deployment.info());
    }
  }

  public static final class Intake extends HttpFunction {
    public Intake() {
      this(Cloud.deployment());
      prime();
    }

    public Intake(Watchbill deployment) {
      super(deployment.intake());
    }
  }

  public static final class Integrations extends HttpFunction {
    public Integrations() {
      this(Cloud.deployment());
      prime();
    }

    public Integrations(Watchbill deployment) {
      super(deployment.integrations());
    }
  }

  public static final class OnCallShifts extends HttpFunction {
    public OnCallShifts() {
      this(Cloud.deployment());
      prime();
    }

    public OnCallShifts(Watchbill deployment) {
      super(deployment.onCallShifts());
    }
  }

  public static final class Organizations extends HttpFunction {
    public Organizations() {
      this(Cloud.deployment());
      prime();
    }

    public Organizations(Watchbill deployment) {
      super(deployment.organizations());
    }
  }

  public static final class ResolutionNotes extends HttpFunction {
    public ResolutionNotes() {
      this(Cloud.deployment());
      prime();
    }

    public ResolutionNotes(Watchbill deployment) {
      super(deployment.resolutionNotes());
    }
  }

  public static final class Routes extends HttpFunction {
    public Routes() {
      this(Cloud.deployment());
      prime();
    }

    public Routes(Watchbill deployment) {
      super(deployment.routes());
    }
  }

  public static final class Schedules extends HttpFunction {
    public Schedules() {
      this(Cloud.deployment());
      prime();
    }

    public Schedules(Watchbill deployment) {
      super(deployment.schedules());
    }
  }

  public static final class ShiftSwaps extends HttpFunction {
    public ShiftSwaps() {
      this(Cloud.deployment());
      prime();
    }

    public ShiftSwaps(Watchbill deployment) {
      super(deployment.shiftSwaps());
    }
  }

  public static final class SlackChannels extends HttpFunction {
    public SlackChannels() {
      this(Cloud.deployment());
      prime();
    }

    public SlackChannels(Watchbill deployment) {
      super(deployment.emptyList());
    }
  }

  public static final class Teams extends HttpFunction {
    public Teams() {
      this(Cloud.deployment());
      prime();
    }

    public Teams(Watchbill deployment) {
      super(deployment.teams());
    }
  }

  public static final class Templates extends HttpFunction {
    public Templates() {
      this(Cloud.deployment());
      prime();
    }

    public Templates(Watchbill deployment) {
      super(deployment.templates());
    }
  }

  public static final class Timers extends HttpFunction {
    public Timers() {
      this(Cloud.deployment());
      prime();
    }

    public Timers(Watchbill deployment) {
      super(deployment.timers());
    }
  }

  public static final class Tokens extends HttpFunction {
    public Tokens() {
      this(Cloud.deployment());
      prime();
    }

    public Tokens(Watchbill deployment) {
      super(deployment.tokens());
    }
  }

  public static final class UserGroups extends HttpFunction {
    public UserGroups() {
      this(Cloud.deployment());
      prime();
    }

    public UserGroups(Watchbill deployment) {
      super(deployment.emptyList());
    }
  }

  public static final class Users extends HttpFunction {
    public Users() {
      this(Cloud.deployment());
      prime();
    }

    public Users(Watchbill deployment) {
      super(deployment.users());
    }
  }

  public static final class Answers extends HttpFunction {
    public Answers() {
      this(Cloud.deployment());
      prime();
    }

    public Answers(Watchbill deployment) {
      super(deployment.answers());
    }
  }

  public static final class Webhooks extends HttpFunction {
    public Webhooks() {
      this(Cloud.deployment());
      prime();
    }

    public Webhooks(Watchbill deployment) {
      super(deployment.webhooks());
    }
  }

  public static final class Actions extends HttpFunction {
    public Actions() {
      this(Cloud.deployment());
      prime();
    }

    public Actions(Watchbill deployment) {
      super(deployment.actions());
    }
  }

  public static final class Orgs extends HttpFunction {
    public Orgs() {
      this(Cloud.deployment());
      prime();
    }

    public Orgs(Watchbill deployment) {
      super(deployment.orgs());
    }
  }

  public static final class GrafanaUsers extends HttpFunction {
    public GrafanaUsers() {
      this(Cloud.deployment());
      prime();
    }

    public GrafanaUsers(Watchbill deployment) {
      super(deployment.grafanaUsers());
    }
  }

  public static final class GrafanaTeams extends HttpFunction {
    public GrafanaTeams() {
      this(Cloud.deployment());
      prime();
    }

    public GrafanaTeams(Watchbill deployment) {
      super(deployment.grafanaTeams());
    }
  }

  public static final class Folders extends HttpFunction {
    public Folders() {
      this(Cloud.deployment());
      prime();
    }

    public Folders(Watchbill deployment) {
      super(deployment.folders());
    }
  }

  public static final class DataSources extends HttpFunction {
    public DataSources() {
      this(Cloud.deployment());
      prime();
    }

    public DataSources(Watchbill deployment) {
      super(deployment.dataSources());
    }
  }

  public static final class ContactPoints extends HttpFunction {
    public ContactPoints() {
      this(Cloud.deployment());
      prime();
    }

    public ContactPoints(Watchbill deployment) {
      super(deployment.contactPoints());
    }
  }

  public static final class MessageTemplates extends HttpFunction {
    public MessageTemplates() {
      this(Cloud.deployment());
      prime();
    }

    public MessageTemplates(Watchbill deployment) {
      super(deployment.messageTemplates());
    }
  }

  public static final class MuteTimings extends HttpFunction {
    public MuteTimings() {
      this(Cloud.deployment());
      prime();
    }

    public MuteTimings(Watchbill deployment) {
      super(deployment.muteTimings());
    }
  }

  public static final class Policies extends HttpFunction {
    public Policies() {
      this(Cloud.deployment());
      prime();
    }

    public Policies(Watchbill deployment) {
      super(deployment.policies());
    }
  }

  public static final class AlertNotifications extends HttpFunction {
    public AlertNotifications() {
      this(Cloud.deployment());
      prime();
    }

    public AlertNotifications(Watchbill deployment) {
      super(deployment.alertNotifications());
    }
  }

  public static final class Dashboards extends HttpFunction {
    public Dashboards() {
      this(Cloud.deployment());
      prime();
    }

    public Dashboards(Watchbill deployment) {
      super(deployment.dashboards());
    }
  }

  public static final class LegacyAlerts extends HttpFunction {
    public LegacyAlerts() {
      this(Cloud.deployment());
      prime();
    }

    public LegacyAlerts(Watchbill deployment) {
      super(deployment.legacyAlerts());
    }
  }

  public static final class AlertRules extends HttpFunction {
    public AlertRules() {
      this(Cloud.deployment());
      prime();
    }

    public AlertRules(Watchbill deployment) {
      super(deployment.alertRules());
    }
  }

  /** The timer queue, and the sweeps of the kinds that have no function of their own. */
  public static final class Jobs extends JobFunction {
    public Jobs() {
      this(Cloud.deployment());
    }

    public Jobs(Watchbill deployment) {
      super(
          deployment::job,
          EnumSet.complementOf(EnumSet.of(TimerKind.SILENCE_EXPIRY, TimerKind.SHIFT_EVALUATION)),
          deployment.clock());
    }
  }

  /** Sends what a timer has claimed: nothing that waits for a provider runs where timers run. */
  public static final class Deliveries extends LaneFunction {
    public Deliveries() {
      this(Cloud.deployment());
    }

    public Deliveries(Watchbill deployment) {
      super(deployment::sending);
    }
  }

  /** Ends overdue silences: nothing else can make its sweep late. */
  public static final class SilenceExpiry extends JobFunction {
    public SilenceExpiry() {
      this(Cloud.deployment());
    }

    public SilenceExpiry(Watchbill deployment) {
      super(deployment::job, EnumSet.of(TimerKind.SILENCE_EXPIRY), deployment.clock());
    }
  }

  /** Evaluates schedules whose hand-over is overdue: nothing else can make its sweep late. */
  public static final class ShiftEvaluation extends JobFunction {
    public ShiftEvaluation() {
      this(Cloud.deployment());
    }

    public ShiftEvaluation(Watchbill deployment) {
      super(deployment::job, EnumSet.of(TimerKind.SHIFT_EVALUATION), deployment.clock());
    }
  }

  public static final class Setup extends SetupFunction {
    public Setup() {
      this(Cloud.deployment());
    }

    public Setup(Watchbill deployment) {
      super(deployment.firstOrganisation());
    }
  }

  /** Those that a schedule wakes every minute: together they sweep each kind of timer once. */
  public static List<JobFunction> scheduled(Watchbill deployment) {
    return List.of(
        new SilenceExpiry(deployment), new ShiftEvaluation(deployment), new Jobs(deployment));
  }

  private Functions() {}
}
