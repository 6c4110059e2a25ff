package dev.watchbill.handlers.provisioning;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.contact.NotificationConfig;
import dev.watchbill.domain.contact.NotificationConfigs;
import dev.watchbill.domain.rule.RuleGroups;
import dev.watchbill.domain.rule.StoredGroup;
import dev.watchbill.engine.LostRaces;
import dev.watchbill.handlers.grafana.Errors;
import dev.watchbill.handlers.http.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Changes the notification configuration of an organisation. Whoever lost a race decides anew from
 * what stands there then, at most ten times; then it is 409, which clients repeat.
 */
final class ConfigWriter {
  private static final int TRIES = 10;

  private final NotificationConfigs configs;
  private final RuleGroups rules;
  private final LostRaces races;

  @Inject
  ConfigWriter(NotificationConfigs configs, RuleGroups rules, LostRaces races) {
    this.configs = configs;
    this.rules = rules;
    this.races = races;
  }

  /** What a request wants done to a configuration. */
  sealed interface Step {

    /** Writes it, then answers. */
    record Save(NotificationConfig next, Response answer) implements Step {}

    /** The same for a name that goes or changes, with the groups whose rules follow it. */
    record SaveNames(
        NotificationConfig next, Response answer, RuleUse use, List<StoredGroup> following)
        implements Step {}

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
          Optional<Response> answer = answer(configs.save(save.next()), save.answer());
          if (answer.isPresent()) return answer.get();
        }
        case Step.SaveNames save -> {
          Saved saved = configs.save(save.next(), save.use().locks(), save.following());
          Optional<Response> answer = answer(saved, save.answer());
          if (answer.isPresent()) return answer.get();
        }
      }
      races.spreadOut(i);
    }
    return Errors.contended();
  }

  /** What to answer; empty when the race was lost. */
  private static Optional<Response> answer(Saved saved, Response done) {
    return switch (saved) {
      case Saved.Done _ -> Optional.of(done);
      case Saved.TooLarge large -> Optional.of(Errors.tooLarge(large));
      case Saved.Full _ -> Optional.of(Errors.quota());
      case Saved.Stale _, Saved.Duplicate _ -> Optional.empty();
    };
  }

  /** Which rules name what. */
  RuleUse use(String org) {
    return RuleUse.read(rules, org);
  }

  static Step reply(Response response) {
    return new Step.Answer(response);
  }

  static Step save(NotificationConfig next, Response answer) {
    return new Step.Save(next, answer);
  }
}
