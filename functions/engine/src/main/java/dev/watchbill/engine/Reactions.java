package dev.watchbill.engine;

import dev.watchbill.domain.change.Change;

/** What follows from a change and needs a look at the table: it is committed with the change. */
@FunctionalInterface
public interface Reactions {

  /** Nothing follows. */
  Reactions NONE = change -> change;

  /** The change with what follows from it. */
  Change with(Change change);
}
