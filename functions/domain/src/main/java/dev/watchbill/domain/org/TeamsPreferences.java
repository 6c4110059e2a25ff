package dev.watchbill.domain.org;

import dev.watchbill.domain.Rows;

/** The stored preferences of teams and of organisations; who never set any has none. */
public interface TeamsPreferences extends Rows<TeamPreferences> {}
