package dev.watchbill.handlers.legacy;

import dev.watchbill.domain.rule.legacy.PanelRule;
import jakarta.inject.Inject;
import java.util.List;

/** Where no rules are stored: none are there, and none can be made. */
public final class NoRules implements RuleBook {

  @Inject
  NoRules() {}

  @Override
  public List<Entry> all(String org) {
    return List.of();
  }

  @Override
  public Outcome pause(String org, String uid, boolean paused) {
    return new Outcome.Gone();
  }

  @Override
  public Outcome replace(String org, String dashboardUid, List<PanelRule> rules) {
    return rules.isEmpty()
        ? new Outcome.Done()
        : new Outcome.Refused("alert rules are not stored here yet");
  }
}
