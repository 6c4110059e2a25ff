/**
 * Measures what the design promises: capacity units and their price, time, memory, and what is left
 * after crashes. Nothing here is deployed.
 */
@NullMarked
package dev.watchbill.bench;

import org.jspecify.annotations.NullMarked;
