package dev.watchbill.local;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the template's references mean on this machine.
 *
 * @param parameters values of the template's parameters that differ from their defaults
 * @param resources what {@code !Ref} of a resource yields: a table's name, a queue's URL
 */
record Intrinsics(
    Template template, Map<String, String> parameters, Map<String, String> resources) {

  private static final Map<String, String> PSEUDO =
      Map.of(
          "AWS::Region", "local",
          "AWS::AccountId", SqsEvents.ACCOUNT,
          "AWS::Partition", "aws",
          "AWS::URLSuffix", "localhost",
          "AWS::StackName", "watchbill");

  /** The text that stands in a function's environment. */
  String text(Section at) {
    Object value = at.value();
    if (value instanceof Map<?, ?> map && map.size() == 1) {
      if (map.get("Ref") instanceof String name) return ref(at, name);
      if (map.get("Fn::GetAtt") instanceof List<?> list && list.size() == 2) {
        return ref(at, String.valueOf(list.get(0))) + "/" + list.get(1);
      }
      if (map.get("Fn::Sub") instanceof String pattern) return sub(at, pattern);
    }
    if (value instanceof String || value instanceof Long || value instanceof Boolean) {
      return value.toString();
    }
    throw new StartRefused(
        "template.yaml: " + at.path() + " uses a function unknown to the runner");
  }

  private String sub(Section at, String pattern) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (int open = pattern.indexOf("${"); open >= 0; open = pattern.indexOf("${", from)) {
      int close = pattern.indexOf('}', open);
      if (close < 0) break;
      String name = pattern.substring(open + 2, close);
      int dot = name.indexOf('.');
      text.append(pattern, from, open);
      text.append(
          dot < 0
              ? ref(at, name)
              : ref(at, name.substring(0, dot)) + "/" + name.substring(dot + 1));
      from = close + 1;
    }
    return text.append(pattern.substring(from)).toString();
  }

  private String ref(Section at, String name) {
    String given = parameters.get(name);
    if (given != null) return given;
    String resource = resources.get(name);
    if (resource != null) return resource;
    String pseudo = PSEUDO.get(name);
    if (pseudo != null) return pseudo;
    Section parameter = template.root().field("Parameters").field(name);
    @Nullable Object standard = parameter.field("Default").value();
    if (standard != null) return standard.toString();
    if (template.root().field("Resources").field(name).present()) return "local:" + name;
    throw new StartRefused(
        "template.yaml: " + at.path() + " refers to " + name + ", which is not there");
  }
}
