package dev.watchbill.local;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * YAML with CloudFormation's short tags, as plain maps, lists, text, numbers and booleans. {@code
 * !Ref X} becomes {@code {"Ref": X}}, any other {@code !Name v} becomes {@code {"Fn::Name": v}}.
 */
final class CloudYaml {

  private CloudYaml() {}

  static Map<String, Object> read(String text) {
    LoadSettings settings = LoadSettings.builder().setLabel("template.yaml").build();
    try {
      Object root =
          new Compose(settings)
              .composeString(text)
              .map(CloudYaml::value)
              .orElseThrow(() -> new StartRefused("template.yaml is empty"));
      return asMap(root);
    } catch (YamlEngineException e) {
      throw new StartRefused(
          "template.yaml: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
    }
  }

  @SuppressWarnings("unchecked") // only this class builds these maps, with text as keys
  private static Map<String, Object> asMap(Object value) {
    if (value instanceof Map<?, ?> map) return (Map<String, Object>) map;
    throw new StartRefused("template.yaml is not a mapping");
  }

  private static @Nullable Object value(Node node) {
    Object plain = plain(node);
    String tag = node.getTag().getValue();
    if (!tag.startsWith("!")) return plain;
    String name = tag.substring(1);
    Object argument =
        name.equals("GetAtt") && plain instanceof String dotted
            ? new ArrayList<Object>(Arrays.asList(dotted.split("\\.", 2)))
            : plain;
    Map<String, Object> function = new LinkedHashMap<>();
    if (argument != null) {
      function.put(name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name, argument);
    }
    return function;
  }

  private static @Nullable Object plain(Node node) {
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar);
      case SequenceNode sequence -> {
        List<@Nullable Object> items = new ArrayList<>();
        for (Node item : sequence.getValue()) items.add(value(item));
        yield items;
      }
      case MappingNode mapping -> {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (NodeTuple field : mapping.getValue()) {
          String key = ((ScalarNode) field.getKeyNode()).getValue();
          if (fields.containsKey(key)) {
            throw new StartRefused("template.yaml says " + key + " twice in one place");
          }
          fields.put(key, value(field.getValueNode()));
        }
        yield fields;
      }
      default -> throw new StartRefused("template.yaml uses an anchor, which the cloud refuses");
    };
  }

  private static @Nullable Object scalar(ScalarNode scalar) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) return null;
    if (tag.equals(Tag.BOOL)) return Boolean.valueOf(text);
    if (tag.equals(Tag.INT)) return Long.valueOf(text);
    return text;
  }
}
