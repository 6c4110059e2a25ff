package dev.watchbill.domain.rule;

import dev.watchbill.domain.Rows;

/** The stored data sources, by their uids; a name is unique in its organisation. */
public interface DataSources extends Rows<DataSource> {}
