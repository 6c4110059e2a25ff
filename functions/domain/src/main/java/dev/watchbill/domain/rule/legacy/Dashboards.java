package dev.watchbill.domain.rule.legacy;

import dev.watchbill.domain.Rows;

/**
 * The stored dashboards, by their uids. A {@code Duplicate} means that another one of the folder
 * has the title.
 */
public interface Dashboards extends Rows<Dashboard> {}
