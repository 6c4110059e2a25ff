package dev.watchbill.domain.template.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whoever makes text makes it in a {@link Sink}, which pays. The classes that build some by hand
 * are these, each with what bounds it. Builders are not looked for: a plain concatenation is
 * compiled to one, and what they grow to is counted by {@link WorkFuzzTest}.
 */
class TextIsMadeInOnePlaceTest {
  private static final Set<String> BUILDING =
      Set.of(
          "java/lang/String.repeat",
          "java/lang/String.concat",
          "java/lang/String.join",
          "java/lang/String.replace",
          "java/lang/String.split",
          "java/lang/String.toLowerCase",
          "java/lang/String.toUpperCase",
          "java/util/Collections.nCopies");

  private static final Map<String, String> BOUNDED =
      Map.ofEntries(
          Map.entry("Sink", "it pays"),
          // The template's own text has a limit.
          Map.entry("Globals", "a constant"),
          Map.entry("Lexer", "source"),
          Map.entry("Signature", "a constant"),
          Map.entry("RegexProgram", "a pattern, at most 10,000 characters, paid by the square"),
          Map.entry("Strptime", "a format, at most 1,000 characters"),
          // Texts of a few dozen characters.
          Map.entry("PythonText", "a float"),
          Map.entry("Strftime", "a number of a date"),
          Map.entry("TimeDelta", "a number of a date"),
          Map.entry("Bytes", "the name of a charset"),
          // Paid just before.
          Map.entry("Arithmetic", "text() before concat and repeat"),
          Map.entry("FormatSpec", "text() of width and precision"),
          Map.entry("PercentFormat", "text() of width and precision"),
          Map.entry("SequenceFilters", "elements() before nCopies"),
          Map.entry("TextFilters", "a title is no longer than payCase; an indent of 100"),
          Map.entry("TextMethods", "text() of the width"),
          Map.entry("HtmlFilters", "the words of rel, which are an argument"));

  @Test
  void andNowhereElse() throws IOException, URISyntaxException {
    Path classes =
        Path.of(Jinja.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve(Jinja.class.getPackageName().replace('.', '/'));
    Map<String, Set<String>> found = new TreeMap<>();
    try (Stream<Path> all = Files.list(classes)) {
      for (Path file : all.filter(f -> f.toString().endsWith(".class")).toList()) {
        ClassModel model = ClassFile.of().parse(file);
        String name = file.getFileName().toString().replaceAll("[$.].*", "");
        model.methods().stream()
            .flatMap(m -> m.code().stream())
            .flatMap(code -> code.elementStream())
            .filter(InvokeInstruction.class::isInstance)
            .map(InvokeInstruction.class::cast)
            .map(i -> i.owner().asInternalName() + "." + i.name().stringValue())
            .filter(BUILDING::contains)
            .forEach(call -> found.computeIfAbsent(name, _ -> new TreeSet<>()).add(call));
      }
    }
    assertThat(found.keySet()).as("%s", found).isEqualTo(new TreeSet<>(BOUNDED.keySet()));
  }
}
