package dev.watchbill.domain.rule.legacy;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import java.util.Optional;

/**
 * The stored dashboards, by their uids. A {@code Duplicate} means that another one of the folder
 * has the title. Contents are JSON texts, written and removed together with their rows; a row that
 * is written without one has an empty one.
 */
public interface Dashboards extends Rows<Dashboard> {

  Saved create(Dashboard dashboard, String content);

  Saved replace(Dashboard dashboard, String content);

  /** What was sent last; empty when the dashboard is gone. */
  Optional<String> content(Dashboard dashboard);
}
