package dev.watchbill.domain.template.jinja;

import org.jspecify.annotations.Nullable;

/** A value that is not plain data: what it is called, how it prints and which attributes it has. */
interface PyObject {

  /** Python prints memory addresses; a fixed one keeps rendering deterministic. */
  String ADDRESS = "0x7f0000000000";

  /** Stands for "there is no such attribute or element", where null already means None. */
  Object MISSING =
      new Object() {
        @Override
        public String toString() {
          return "missing";
        }
      };

  String typeName();

  default String repr() {
    return "<" + typeName() + " object at " + ADDRESS + ">";
  }

  default String str() {
    return repr();
  }

  default boolean truthy() {
    return true;
  }

  /** The public attribute of this name, or {@link #MISSING}. */
  default @Nullable Object attribute(String name) {
    return MISSING;
  }

  /**
   * Names that exist in Python but that the sandbox does not give out, beyond those every object
   * has.
   */
  default boolean hides(String name) {
    return false;
  }
}
