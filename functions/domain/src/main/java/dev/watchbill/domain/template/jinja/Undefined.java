package dev.watchbill.domain.template.jinja;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is not there. It prints as nothing and is empty and false; using it in any other way
 * fails with its story.
 */
final class Undefined implements PyObject {
  private final PyError.Type type;
  private final Supplier<String> story;

  private Undefined(PyError.Type type, Supplier<String> story) {
    this.type = type;
    this.story = story;
  }

  static Undefined because(String hint) {
    return new Undefined(PyError.Type.UNDEFINED, () -> hint);
  }

  static Undefined name(String name) {
    return new Undefined(PyError.Type.UNDEFINED, () -> PythonText.shown(name) + " is undefined");
  }

  static Undefined member(@Nullable Object owner, @Nullable Object name) {
    return new Undefined(
        PyError.Type.UNDEFINED,
        () ->
            Python.isText(name)
                ? PythonText.shown(Python.describe(owner))
                    + " has no attribute "
                    + PythonText.shown(name)
                : Python.describe(owner) + " has no element " + PythonText.shown(name));
  }

  /** Reading it prints nothing; any further use is a violation (spec §3.1). */
  static Undefined unsafe(@Nullable Object owner, String name) {
    return new Undefined(
        PyError.Type.SECURITY,
        () ->
            "access to attribute "
                + PythonText.shown(name)
                + " of "
                + PythonText.shown(Python.typeName(owner))
                + " object is unsafe.");
  }

  PyError fail() {
    return new PyError(type, story.get());
  }

  @Override
  public String typeName() {
    return "Undefined";
  }

  @Override
  public String repr() {
    return "Undefined";
  }

  @Override
  public String str() {
    return "";
  }

  @Override
  public boolean truthy() {
    return false;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Undefined;
  }

  @Override
  public int hashCode() {
    return 7;
  }
}
