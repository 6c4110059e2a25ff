package dev.watchbill.handlers.provisioning.export;

import dev.watchbill.domain.LetterCase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.emitter.Emitter;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.ImplicitTuple;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;

/**
 * Plain values as YAML that readers of 1.1 and of 1.2 understand alike: what any of them could take
 * for something else than a text is in double quotes.
 */
final class YamlText {
  private static final DumpSettings SETTINGS =
      DumpSettings.builder().setIndent(2).setSplitLines(false).setMaxSimpleKeyLength(1024).build();

  /** Words that some version of YAML reads as a truth or as nothing. */
  private static final Set<String> WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

  private static final ImplicitTuple UNTAGGED = new ImplicitTuple(true, true);

  private final StringBuilder text = new StringBuilder();
  private final Emitter emitter = new Emitter(SETTINGS, new Appended(text));

  /**
   * Straight to the events of the library: the tree of nodes that it would build from an object
   * first takes longer than the rest of an export.
   *
   * @param value plain values: maps, lists, texts, numbers, truths and null
   */
  static String write(Object value) {
    var yaml = new YamlText();
    yaml.emitter.emit(new StreamStartEvent());
    yaml.emitter.emit(new DocumentStartEvent(false, Optional.empty(), Map.of()));
    yaml.node(value);
    yaml.emitter.emit(new DocumentEndEvent(false));
    yaml.emitter.emit(new StreamEndEvent());
    return yaml.text.toString();
  }

  private void node(@Nullable Object value) {
    switch (value) {
      case Map<?, ?> map -> {
        emitter.emit(
            new MappingStartEvent(Optional.empty(), Optional.empty(), true, FlowStyle.BLOCK));
        map.forEach(
            (name, member) -> {
              node(name);
              node(member);
            });
        emitter.emit(new MappingEndEvent());
      }
      case List<?> list -> {
        emitter.emit(
            new SequenceStartEvent(Optional.empty(), Optional.empty(), true, FlowStyle.BLOCK));
        list.forEach(this::node);
        emitter.emit(new SequenceEndEvent());
      }
      case String string ->
          scalar(string, plain(string) ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED);
      case null -> scalar("null", ScalarStyle.PLAIN);
      default -> scalar(value.toString(), ScalarStyle.PLAIN);
    }
  }

  private void scalar(String string, ScalarStyle style) {
    emitter.emit(new ScalarEvent(Optional.empty(), Optional.empty(), UNTAGGED, string, style));
  }

  private record Appended(StringBuilder text) implements StreamDataWriter {
    @Override
    public void write(String part) {
      text.append(part);
    }

    @Override
    public void write(String part, int from, int length) {
      text.append(part, from, from + length);
    }
  }

  /** Begins with a letter and has nothing inside that means something. */
  private static boolean plain(String text) {
    if (text.isEmpty() || !letter(text.charAt(0)) || text.endsWith(" ")) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!letter(c) && !(c >= '0' && c <= '9') && " _-./,()".indexOf(c) < 0) return false;
    }
    return text.length() > 5 || !WORDS.contains(LetterCase.lower(text));
  }

  private static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private YamlText() {}
}
