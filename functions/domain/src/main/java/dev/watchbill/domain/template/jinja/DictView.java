package dev.watchbill.domain.template.jinja;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A live view of a dict's keys, values or items. */
final class DictView implements PyObject {
  private final Part part;
  private final Map<?, ?> dict;

  DictView(Part part, Map<?, ?> dict) {
    this.part = part;
    this.dict = dict;
  }

  Part part() {
    return part;
  }

  Map<?, ?> dict() {
    return dict;
  }

  enum Part {
    KEYS,
    VALUES,
    ITEMS
  }

  Iterator<@Nullable Object> iterator() {
    Iterator<? extends Map.Entry<?, ?>> entries = dict.entrySet().iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public @Nullable Object next() {
        Map.Entry<?, ?> e = entries.next();
        return switch (part) {
          case KEYS -> e.getKey();
          case VALUES -> e.getValue();
          case ITEMS -> Tuple.of(e.getKey(), e.getValue());
        };
      }
    };
  }

  @Override
  public String typeName() {
    return switch (part) {
      case KEYS -> "dict_keys";
      case VALUES -> "dict_values";
      case ITEMS -> "dict_items";
    };
  }

  @Override
  public boolean truthy() {
    return !dict.isEmpty();
  }
}
