package dev.watchbill.handlers.intake;

import dagger.BindsInstance;
import dagger.Component;
import dagger.Module;
import dagger.Provides;
import dev.watchbill.channels.SnsMessages;
import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.alert.Alerts;
import dev.watchbill.domain.alert.ResolutionNotes;
import dev.watchbill.domain.integration.EscalationChains;
import dev.watchbill.domain.integration.Heartbeats;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.org.ApiTokens;
import dev.watchbill.domain.org.Limits;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.Teams;
import dev.watchbill.domain.org.Users;
import dev.watchbill.domain.template.jinja.Jinja;
import dev.watchbill.domain.timer.TimerQueue;
import dev.watchbill.domain.timer.Timers;
import dev.watchbill.handlers.http.Settings;
import dev.watchbill.handlers.jobs.AlertSink;
import dev.watchbill.handlers.jobs.AutoResolveJob;
import dev.watchbill.handlers.jobs.CascadeJob;
import dev.watchbill.handlers.jobs.HeartbeatCheckJob;
import dev.watchbill.handlers.jobs.MaintenanceEndJob;
import dev.watchbill.handlers.jobs.SilenceExpiryJob;
import dev.watchbill.handlers.oncall.AlertGroupsResource;
import dev.watchbill.handlers.oncall.AlertsResource;
import dev.watchbill.handlers.oncall.DemoAlertSender;
import dev.watchbill.handlers.oncall.EscalationChainsResource;
import dev.watchbill.handlers.oncall.IntegrationsResource;
import dev.watchbill.handlers.oncall.OrganizationsResource;
import dev.watchbill.handlers.oncall.RoutesResource;
import dev.watchbill.handlers.oncall.TeamsResource;
import dev.watchbill.handlers.oncall.TokensResource;
import dev.watchbill.handlers.oncall.UsersResource;
import dev.watchbill.storage.DynamoAlertGroups;
import dev.watchbill.storage.DynamoAlerts;
import dev.watchbill.storage.DynamoApiTokens;
import dev.watchbill.storage.DynamoEscalationChains;
import dev.watchbill.storage.DynamoHeartbeats;
import dev.watchbill.storage.DynamoIntegrations;
import dev.watchbill.storage.DynamoLimits;
import dev.watchbill.storage.DynamoOrganizations;
import dev.watchbill.storage.DynamoResolutionNotes;
import dev.watchbill.storage.DynamoTeams;
import dev.watchbill.storage.DynamoTimers;
import dev.watchbill.storage.DynamoUsers;
import dev.watchbill.storage.Pause;
import dev.watchbill.storage.SecretBox;
import dev.watchbill.storage.Table;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The resources and jobs that a conversation about alerts meets, wired as in a deployment. */
@Singleton
@Component(modules = WholeDeployment.Parts.class)
interface WholeDeployment {
  IntakeResource intake();

  IntegrationsResource integrations();

  RoutesResource routes();

  EscalationChainsResource chains();

  AlertGroupsResource groups();

  AlertsResource alerts();

  UsersResource users();

  TeamsResource teams();

  TokensResource tokens();

  OrganizationsResource organizations();

  Organizations storedOrganizations();

  CascadeJob cascade();

  MaintenanceEndJob maintenanceEnd();

  SilenceExpiryJob silenceExpiry();

  AutoResolveJob autoResolve();

  HeartbeatCheckJob heartbeatCheck();

  @Component.Factory
  interface Factory {
    WholeDeployment of(@BindsInstance Table table, @BindsInstance InstantSource clock);
  }

  /** Everything that nobody injects a constructor of. */
  @Module
  final class Parts {
    @Provides
    @Singleton
    static Supplier<RandomGenerator> random() {
      Random random = new Random(7);
      return () -> random;
    }

    @Provides
    static PublicIds ids(Supplier<RandomGenerator> random) {
      return new PublicIds(random);
    }

    @Provides
    static Pause pause() {
      return duration -> Thread.yield();
    }

    @Provides
    static Settings settings() {
      return new Settings("https://watchbill.example", false, "in.example");
    }

    @Provides
    static TimerQueue queue() {
      return (kind, body, delay) -> {};
    }

    @Provides
    static Jinja jinja(InstantSource clock) {
      return new Jinja(clock);
    }

    @Provides
    static SnsMessages sns(InstantSource clock) {
      return new SnsMessages(
          uri -> {
            throw new IOException("nobody answers");
          },
          clock);
    }

    @Provides
    static SecretBox secrets() {
      return new SecretBox(new byte[32]);
    }

    @Provides
    static AlertSink sink(OwnAlerts own) {
      return own;
    }

    @Provides
    static DemoAlertSender demo(DemoAlerts demo) {
      return demo;
    }

    @Provides
    static AlertGroups groups(Table table) {
      return new DynamoAlertGroups(table);
    }

    @Provides
    static Alerts alerts(Table table, InstantSource clock) {
      return new DynamoAlerts(table, clock);
    }

    @Provides
    static ResolutionNotes notes(Table table) {
      return new DynamoResolutionNotes(table);
    }

    @Provides
    static Integrations integrations(Table table, SecretBox secrets) {
      return new DynamoIntegrations(table, secrets);
    }

    @Provides
    static EscalationChains chains(Table table, SecretBox secrets) {
      return new DynamoEscalationChains(table, secrets);
    }

    @Provides
    static Heartbeats heartbeats(Table table) {
      return new DynamoHeartbeats(table);
    }

    @Provides
    static Users users(Table table) {
      return new DynamoUsers(table);
    }

    @Provides
    static Teams teams(Table table) {
      return new DynamoTeams(table);
    }

    @Provides
    static ApiTokens tokens(Table table) {
      return new DynamoApiTokens(table);
    }

    @Provides
    static Organizations organizations(Table table) {
      return new DynamoOrganizations(table);
    }

    @Provides
    static Limits limits(Table table) {
      return new DynamoLimits(table);
    }

    @Provides
    static Timers timers(Table table) {
      return new DynamoTimers(table);
    }

    private Parts() {}
  }
}
