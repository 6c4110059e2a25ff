package dev.watchbill.domain.alert;

import dev.watchbill.domain.Rows;

/** The stored resolution notes. */
public interface ResolutionNotes extends Rows<ResolutionNote> {}
