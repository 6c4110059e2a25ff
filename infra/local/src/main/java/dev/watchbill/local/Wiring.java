package dev.watchbill.local;

/**
 * The one seam between the runner and the functions: who makes the functions, and who makes the
 * first organisation. Both get the same world.
 */
public interface Wiring {

  FunctionFactory functions(World world);

  FirstOrganisation firstOrganisation(World world);
}
