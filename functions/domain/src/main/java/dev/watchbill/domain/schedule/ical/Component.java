package dev.watchbill.domain.schedule.ical;

import dev.watchbill.domain.LetterCase;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.fortuna.ical4j.data.CalendarParserImpl;
import net.fortuna.ical4j.data.ContentHandler;
import net.fortuna.ical4j.data.ParserException;
import org.apache.commons.codec.DecoderException;
import org.jspecify.annotations.Nullable;

/** A component as ical4j's parser tells it: properties in order, and components inside. */
record Component(String name, List<Property> properties, List<Component> parts) {

  /**
   * @param parameters by upper-case name, without quotes
   */
  record Property(String name, Map<String, String> parameters, String value) {

    /** The value of a text property. */
    String text() {
      try {
        return net.fortuna.ical4j.model.PropertyCodec.INSTANCE.decode(value);
      } catch (DecoderException e) {
        throw new IllegalStateException("only of null", e);
      }
    }
  }

  /** What the block says; empty when it is no component. */
  static java.util.Optional<Component> of(Blocks.Block block) {
    if (block.lines().isEmpty()) return java.util.Optional.empty();
    var heard = new Listener();
    String text =
        "BEGIN:VCALENDAR\r\n" + String.join("\r\n", block.lines()) + "\r\nEND:VCALENDAR\r\n";
    try {
      new CalendarParserImpl(true).parse(new StringReader(text), heard);
    } catch (IOException | ParserException e) {
      return java.util.Optional.empty();
    }
    return heard.top.parts().stream().findFirst();
  }

  List<Property> all(String property) {
    return properties.stream().filter(each -> each.name().equals(property)).toList();
  }

  @Nullable Property first(String property) {
    for (Property each : properties) if (each.name().equals(property)) return each;
    return null;
  }

  /** Builds the tree. Depth is bounded before: {@link CalendarLimits#DEPTH}. */
  private static final class Listener implements ContentHandler {
    final Component top = new Component("", new ArrayList<>(), new ArrayList<>());
    private final List<Component> path = new ArrayList<>(List.of(top));
    private Map<String, String> parameters = Map.of();
    private String value = "";

    @Override
    public void startCalendar() {}

    @Override
    public void endCalendar() {}

    @Override
    public void startComponent(String name) {
      var component = new Component(LetterCase.upper(name), new ArrayList<>(), new ArrayList<>());
      path.getLast().parts().add(component);
      path.add(component);
    }

    @Override
    public void endComponent(String name) {
      if (path.size() > 1) path.removeLast();
    }

    @Override
    public void startProperty(String name) {
      parameters = new HashMap<>();
      value = "";
    }

    @Override
    public void parameter(String name, String quoted) {
      boolean quotes = quoted.length() > 1 && quoted.startsWith("\"") && quoted.endsWith("\"");
      parameters.put(
          LetterCase.upper(name), quotes ? quoted.substring(1, quoted.length() - 1) : quoted);
    }

    @Override
    public void propertyValue(String given) {
      value = given;
    }

    @Override
    public void endProperty(String name) {
      path.getLast().properties().add(new Property(LetterCase.upper(name), parameters, value));
    }
  }
}
