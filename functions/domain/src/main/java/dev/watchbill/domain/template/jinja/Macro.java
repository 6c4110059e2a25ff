package dev.watchbill.domain.template.jinja;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A macro, or the body of a {@code call} block. */
final class Macro implements PyCallable {

  /** Runs the body in a scope that already holds the arguments. */
  interface Body {
    Object run(Scope scope);
  }

  private final @Nullable String name;
  private final Stmt.Parameters parameters;
  private final Scope around;
  private final Body body;

  Macro(@Nullable String name, Stmt.Parameters parameters, Scope around, Body body) {
    this.name = name;
    this.parameters = parameters;
    this.around = around;
    this.body = body;
  }

  @Override
  public Object call(Rendering run, Args args) {
    List<String> names = parameters.names();
    Scope scope = around.inner();
    LinkedHashMap<String, @Nullable Object> named = args.takeNamed();
    for (int i = 0; i < names.size(); i++) {
      String n = names.get(i);
      if (i < args.count()) {
        scope.set(n, args.get(i));
      } else {
        scope.set(n, named.containsKey(n) ? named.remove(n) : MISSING);
      }
    }
    if (parameters.usesCaller() && !names.contains("caller")) {
      Object caller = named.remove("caller");
      scope.set("caller", caller == null ? Undefined.because("No caller defined") : caller);
    }
    if (parameters.catchesKeywords()) {
      scope.set("kwargs", named);
    } else if (!named.isEmpty()) {
      if (named.containsKey("caller")) {
        throw PyError.type(
            "macro "
                + PythonText.shown(name)
                + " was invoked with two values for the special caller argument. This is most likely a bug.");
      }
      throw PyError.type(
          "macro "
              + PythonText.shown(name)
              + " takes no keyword argument "
              + PythonText.shown(named.keySet().iterator().next()));
    }
    if (parameters.catchesPositional()) {
      scope.set(
          "varargs",
          Tuple.of(
              Arrays.copyOfRange(
                  args.positional(), Math.min(names.size(), args.count()), args.count())));
    } else if (args.count() > names.size()) {
      throw PyError.type(
          "macro "
              + PythonText.shown(name)
              + " takes not more than "
              + names.size()
              + " argument(s)");
    }
    return body.run(scope);
  }

  @Override
  public @Nullable Object attribute(String attribute) {
    return switch (attribute) {
      case "name" -> name;
      case "arguments" -> Tuple.copyOf(new ArrayList<@Nullable Object>(parameters.names()));
      case "catch_kwargs" -> parameters.catchesKeywords();
      case "catch_varargs" -> parameters.catchesPositional();
      case "caller" -> parameters.usesCaller();
      case "explicit_caller" -> parameters.names().contains("caller");
      default -> MISSING;
    };
  }

  @Override
  public String typeName() {
    return "Macro";
  }

  @Override
  public String repr() {
    return "<Macro " + (name == null ? "anonymous" : PythonText.shown(name)) + ">";
  }

  @Override
  public boolean hides(String attribute) {
    return attribute.equals("_func")
        || attribute.equals("_environment")
        || attribute.equals("_invoke");
  }
}
