package dev.watchbill.handlers.provisioning.export;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/**
 * Plain values as YAML that readers of 1.1 and of 1.2 understand alike: what any of them could take
 * for something else than a text is in double quotes.
 */
final class YamlText {
  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setIndent(2)
          .setSplitLines(false)
          .setMaxSimpleKeyLength(1024)
          .setDereferenceAliases(true)
          .build();

  /** Words that some version of YAML reads as a truth or as nothing. */
  private static final Set<String> WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

  static String write(Object value) {
    return new Dump(SETTINGS, new Quoting()).dumpToString(value);
  }

  private static final class Quoting extends StandardRepresenter {
    Quoting() {
      super(SETTINGS);
      representers.put(
          String.class,
          data -> {
            String text = (String) data;
            return representScalar(
                Tag.STR, text, plain(text) ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED);
          });
    }
  }

  /** Begins with a letter and has nothing inside that means something. */
  private static boolean plain(@Nullable String text) {
    if (text == null || text.isEmpty() || !letter(text.charAt(0)) || text.endsWith(" ")) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!letter(c) && !(c >= '0' && c <= '9') && " _-./,()".indexOf(c) < 0) return false;
    }
    return text.length() > 5 || !WORDS.contains(text.toLowerCase(Locale.ROOT));
  }

  private static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private YamlText() {}
}
