package dev.watchbill.handlers.provisioning;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.contact.NotificationConfig;
import dev.watchbill.domain.contact.NotificationConfigs;
import dev.watchbill.handlers.grafana.Errors;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.oncall.LostRaces;
import jakarta.inject.Inject;
import java.util.function.Function;

/**
 * Changes the notification configuration of an organisation. Whoever lost a race decides anew from
 * what stands there then, at most ten times; then it is 409, which clients repeat.
 */
final class ConfigWriter {
  private static final int TRIES = 10;

  private final NotificationConfigs configs;
  private final LostRaces races;

  @Inject
  ConfigWriter(NotificationConfigs configs, LostRaces races) {
    this.configs = configs;
    this.races = races;
  }

  /** What a request wants done to a configuration. */
  sealed interface Step {

    /** Writes it, then answers. */
    record Save(NotificationConfig next, Response answer) implements Step {}

    /** Answers without a change. */
    record Answer(Response response) implements Step {}
  }

  NotificationConfig read(String org) {
    return configs.find(org);
  }

  Response change(String org, Function<NotificationConfig, Step> decide) {
    for (int i = 0; i < TRIES; i++) {
      switch (decide.apply(configs.find(org))) {
        case Step.Answer answer -> {
          return answer.response();
        }
        case Step.Save save -> {
          switch (configs.save(save.next())) {
            case Saved.Done _ -> {
              return save.answer();
            }
            case Saved.TooLarge large -> {
              return Errors.tooLarge(large);
            }
            case Saved.Full _ -> {
              return Errors.quota();
            }
            case Saved.Stale _, Saved.Duplicate _ -> races.spreadOut(i);
          }
        }
      }
    }
    return Errors.contended();
  }

  static Step reply(Response response) {
    return new Step.Answer(response);
  }

  static Step save(NotificationConfig next, Response answer) {
    return new Step.Save(next, answer);
  }
}
