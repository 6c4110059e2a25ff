package dev.watchbill.domain.schedule;

import dev.watchbill.domain.Rows;

/** The stored requests to swap; a deleted one is no longer found. */
public interface ShiftSwaps extends Rows<ShiftSwap> {}
