/**
 * Tests of the table, and fixtures for the tests of other rooms: {@link
 * dev.watchbill.storage.MemoryTable}, {@link dev.watchbill.storage.CrashingTable}, {@link
 * dev.watchbill.storage.FaultyClient}, {@link dev.watchbill.storage.LocalDynamo}.
 */
@NullMarked
package dev.watchbill.storage;

import org.jspecify.annotations.NullMarked;
