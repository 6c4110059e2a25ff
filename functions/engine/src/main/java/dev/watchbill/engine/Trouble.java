package dev.watchbill.engine;

/** Where something that went wrong is noted without ending what goes on. */
@FunctionalInterface
public interface Trouble {

  /**
   * Notes it for the operator.
   *
   * @param what fixed words
   * @param subject an id
   */
  void note(String what, String subject, RuntimeException failure);
}
