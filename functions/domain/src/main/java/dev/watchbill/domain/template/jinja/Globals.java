package dev.watchbill.domain.template.jinja;

import dev.watchbill.domain.LetterCase;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names every template knows (spec oncall-behaviour §3.1, §3.2). */
final class Globals {
  private static final Signature JOINER = Signature.of("Joiner.__init__(@, sep=', ')");
  private static final Signature LIPSUM =
      Signature.of("generate_lorem_ipsum(n=5, html=True, min=20, max=100)");
  private static final Signature NO_ARGUMENTS = Signature.of("now()");

  private static final Map<String, Object> ALL =
      Map.of(
          "range",
          new BuiltIn(
              "function",
              "<function <lambda> at " + PyObject.ADDRESS + ">",
              (run, a) -> {
                throw new PyError(PyError.Type.SECURITY, "use of 'range' is restricted");
              }),
          "time",
          new BuiltIn(
              "function",
              "<function now at " + PyObject.ADDRESS + ">",
              (run, a) -> {
                NO_ARGUMENTS.bind(a);
                return PyDateTime.at(run.clock().instant());
              }),
          "dict",
          new BuiltIn("type", "<class 'dict'>", Dicts::make),
          "namespace",
          new BuiltIn(
              "type",
              "<class 'jinja2.utils.Namespace'>",
              (run, a) -> new Namespace(Dicts.make(run, a))),
          "cycler",
          new BuiltIn("type", "<class 'jinja2.utils.Cycler'>", (run, a) -> new Cycler(a)),
          "joiner",
          new BuiltIn(
              "type", "<class 'jinja2.utils.Joiner'>", (run, a) -> new Joiner(JOINER.bind(a)[0])),
          "lipsum",
          new BuiltIn(
              "function",
              "<function generate_lorem_ipsum at " + PyObject.ADDRESS + ">",
              (run, a) -> lipsum(run, LIPSUM.bind(a))));

  private static final String[] LOREM =
      ("lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua ut enim ad minim"
              + " veniam quis nostrud exercitation ullamco laboris nisi ut aliquip ex ea commodo consequat duis aute irure dolor in reprehenderit")
          .split(" ", -1);

  private Globals() {}

  static @Nullable Object find(String name) {
    return ALL.get(name);
  }

  private static Object lipsum(Rendering run, @Nullable Object[] a) {
    long paragraphs = Numbers.index(a[0]);
    boolean html = Python.truthy(a[1]);
    long min = Math.max(1, Numbers.index(a[2]));
    long max = Math.max(min + 1, Numbers.index(a[3]));
    Sink out = run.sink();
    for (long p = 0; p < paragraphs; p++) {
      out.append(p > 0 ? (html ? "\n" : "\n\n") : "").append(html ? "<p>" : "");
      long words = min + run.draw((int) Math.min(1000, max - min));
      for (long w = 0; w < words; w++) {
        run.budget().step();
        String word = LOREM[run.draw(LOREM.length)];
        out.append(w > 0 ? " " : "").append(w == 0 ? LetterCase.capitalize(word) : word);
      }
      out.append('.').append(html ? "</p>" : "");
    }
    return html ? new Markup(out.text()) : out.text();
  }
}
