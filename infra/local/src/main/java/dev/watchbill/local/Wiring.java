package dev.watchbill.local;

import java.time.Instant;

/**
 * The one seam between the runner and the functions: who makes the functions, who makes the first
 * organisation, and who knows when a sweep is of use. All get the same world.
 */
public interface Wiring {

  FunctionFactory functions(World world);

  FirstOrganisation firstOrganisation(World world);

  /** Whoever does not know takes every sweep for useful. */
  default Sweeps sweeps(World world) {
    return latest -> Instant.EPOCH;
  }
}
