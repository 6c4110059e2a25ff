package dev.watchbill.handlers.provisioning;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.contact.NotificationConfig;
import dev.watchbill.domain.contact.NotificationConfigs;
import dev.watchbill.domain.rule.RuleGroups;
import dev.watchbill.domain.rule.StoredGroup;
import dev.watchbill.engine.Commits;
import dev.watchbill.handlers.grafana.Errors;
import dev.watchbill.handlers.http.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Changes the notification configuration of an organisation. Whoever loses every race is told 409,
 * which clients repeat.
 */
final class ConfigWriter {
  private final NotificationConfigs configs;
  private final RuleGroups rules;
  private final Commits commits;

  @Inject
  ConfigWriter(NotificationConfigs configs, RuleGroups rules, Commits commits) {
    this.configs = configs;
    this.rules = rules;
    this.commits = commits;
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
    return commits.again(() -> once(decide.apply(configs.find(org)))).orElseGet(Errors::contended);
  }

  private Optional<Response> once(Step step) {
    return switch (step) {
      case Step.Answer answer -> Optional.of(answer.response());
      case Step.Save save -> answer(configs.save(save.next()), save.answer());
      case Step.SaveNames save ->
          answer(configs.save(save.next(), save.use().locks(), save.following()), save.answer());
    };
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
