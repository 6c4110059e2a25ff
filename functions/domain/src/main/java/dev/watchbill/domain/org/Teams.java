package dev.watchbill.domain.org;

import dev.watchbill.domain.Rows;

/** The stored teams; a name is unique in its organisation. */
public interface Teams extends Rows<Team> {}
