package dev.watchbill.handlers.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.handlers.http.Json;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything in a body that can be put wrong, one at a time. */
public final class Positions {

  /** Elements of one list that are tried. */
  private static final int ELEMENTS = 3;

  /** Stands for the byte that is no UTF-8 until the body is bytes. */
  private static final String BROKEN = "\uE000";

  /**
   * A value in a body.
   *
   * @param path where, by names and numbers; the whole body is empty
   * @param with the body with another value in its place
   */
  public record Place(
      String path, @Nullable Object value, Function<@Nullable Object, @Nullable Object> with) {

    /** The body with null here. */
    public byte[] nothing() {
      return bytes(with.apply(null));
    }

    /** Bodies with a byte here that is no UTF-8: in the text, or in a further name. */
    public List<byte[]> broken() {
      return switch (value) {
        case String text ->
            List.of(bytes(with.apply(text + BROKEN)), bytes(with.apply(BROKEN + text)));
        case Map<?, ?> map -> {
          Map<String, @Nullable Object> named = copy(map);
          named.put("x" + BROKEN, "y");
          yield List.of(bytes(with.apply(named)));
        }
        case null, default -> List.of();
      };
    }
  }

  /** All places of a body, itself first. */
  public static List<Place> of(@Nullable Object value) {
    return of(value, "");
  }

  private static List<Place> of(@Nullable Object value, String path) {
    List<Place> places = new ArrayList<>();
    places.add(new Place(path, value, other -> other));
    switch (value) {
      case Map<?, ?> map -> {
        for (Map.Entry<?, ?> member : map.entrySet()) {
          String name = String.valueOf(member.getKey());
          for (Place place : of(member.getValue(), path + "/" + name)) {
            places.add(
                new Place(
                    place.path,
                    place.value,
                    other -> {
                      Map<String, @Nullable Object> copy = copy(map);
                      copy.put(name, place.with.apply(other));
                      return copy;
                    }));
          }
        }
      }
      case List<?> list -> {
        if (list.isEmpty()) places.add(new Place(path + "/0", null, Positions::only));
        for (int i = 0; i < Math.min(list.size(), ELEMENTS); i++) {
          int index = i;
          for (Place place : of(list.get(i), path + "/" + i)) {
            places.add(
                new Place(
                    place.path,
                    place.value,
                    other -> {
                      List<@Nullable Object> copy = new ArrayList<>(list);
                      copy.set(index, place.with.apply(other));
                      return copy;
                    }));
          }
        }
      }
      case null, default -> {
        // nothing is inside
      }
    }
    return places;
  }

  private static Map<String, @Nullable Object> copy(Map<?, ?> map) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((name, value) -> copy.put(String.valueOf(name), value));
    return copy;
  }

  private static List<@Nullable Object> only(@Nullable Object value) {
    List<@Nullable Object> one = new ArrayList<>();
    one.add(value);
    return one;
  }

  private static byte[] bytes(@Nullable Object body) {
    byte[] text = Json.write(body).getBytes(UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length);
    for (int i = 0; i < text.length; i++) {
      boolean mark =
          text[i] == (byte) 0xEE && text[i + 1] == (byte) 0x80 && text[i + 2] == (byte) 0x80;
      bytes.write(mark ? 0xFF : text[i]);
      if (mark) i += 2;
    }
    return bytes.toByteArray();
  }

  private Positions() {}
}
