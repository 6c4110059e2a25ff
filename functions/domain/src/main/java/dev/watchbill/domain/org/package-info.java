/** Organisations, teams, users with their roles, and the tokens they act with. */
@NullMarked
package dev.watchbill.domain.org;

import org.jspecify.annotations.NullMarked;
