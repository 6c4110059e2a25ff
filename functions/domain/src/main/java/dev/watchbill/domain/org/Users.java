package dev.watchbill.domain.org;

import dev.watchbill.domain.Rows;

/** The stored users; a username is unique in its organisation. */
public interface Users extends Rows<User> {}
