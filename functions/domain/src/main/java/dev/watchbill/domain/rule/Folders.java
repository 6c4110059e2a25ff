package dev.watchbill.domain.rule;

import dev.watchbill.domain.Rows;

/** The stored folders, by their uids. */
public interface Folders extends Rows<Folder> {}
