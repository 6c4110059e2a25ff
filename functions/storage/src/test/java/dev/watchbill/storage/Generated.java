package dev.watchbill.storage;

import dev.watchbill.domain.change.Actor;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Values of the domain at random: whatever the types let in. Texts are of every kind that a request
 * can carry, a part that may be absent sometimes is, and of a sealed type every form comes.
 */
final class Generated {
  /** What a request can put into a text. */
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a",
          "null",
          "0",
          "\u0000",
          "\uFFFF",
          "\uFEFF",
          "\u2028",
          "#",
          "/",
          "a/b c",
          "ß\u0130\u03a3",
          "\uD83D\uDE00",
          "e\u0301",
          "{{ payload.a }}",
          "\"'\\\n\r\t",
          "2026-03-01T08:00:00Z",
          "x".repeat(3_000));

  /** The table keeps microseconds. */
  private static final List<Instant> INSTANTS =
      List.of(
          Instant.EPOCH,
          Instant.parse("1969-12-31T23:59:59.999999Z"),
          Instant.parse("2026-03-01T08:00:00Z"),
          Instant.parse("2026-03-01T08:00:00.100Z"),
          Instant.parse("2026-03-01T08:00:00.123456Z"),
          Instant.parse("9999-12-31T23:59:59.999999Z"));

  private static final List<String> ZONES =
      List.of(
          "UTC", "Z", "+05:30", "Europe/Berlin", "America/Argentina/ComodRivadavia", "Etc/GMT-14");

  /** Components that name other rows: they are made by us, not by whoever writes. */
  private static final Set<String> KEYS =
      Set.of("id", "uid", "org", "team", "user", "schedule", "subject", "hash");

  private static final List<Actor.Kind> ACTORS = List.of(Actor.Kind.values());

  private static final int TRIES = 1_000;

  private final Random random;

  Generated(Random random) {
    this.random = random;
  }

  /** One of them; types whose constructors refuse it get another. */
  <T> T one(Class<T> type) {
    return type.cast(value(type, false));
  }

  private Object value(Type type, boolean id) {
    if (type instanceof ParameterizedType generic) return several(generic);
    if (!(type instanceof Class<?> plain)) throw new IllegalArgumentException("of " + type);
    if (plain == String.class) return id ? id() : text();
    if (plain == Instant.class) return pick(INSTANTS);
    if (plain == Duration.class) return Duration.ofSeconds(random.nextInt(10_000_000));
    if (plain == LocalDateTime.class) {
      return LocalDateTime.of(2024, 1, 1, 0, 0).plusSeconds(random.nextInt(100_000_000));
    }
    if (plain == LocalTime.class) return LocalTime.ofSecondOfDay(random.nextInt(86_400));
    if (plain == ZoneId.class) return ZoneId.of(pick(ZONES));
    if (plain == long.class || plain == Long.class) return 1 + (random.nextLong() >>> 12);
    if (plain == int.class || plain == Integer.class) return random.nextInt(20) - 3;
    if (plain == boolean.class || plain == Boolean.class) return random.nextBoolean();
    if (plain == Actor.class) return actor();
    if (plain.isEnum()) return pick(List.of(plain.getEnumConstants()));
    if (plain.isSealed()) return value(pick(List.of(plain.getPermittedSubclasses())), false);
    if (plain.isRecord()) return made(plain);
    throw new IllegalArgumentException("nobody knows how to make a " + plain);
  }

  private Object several(ParameterizedType type) {
    Type[] of = type.getActualTypeArguments();
    int count = random.nextInt(4);
    if (type.getRawType() == Map.class || type.getRawType() == SortedMap.class) {
      Map<Object, Object> map =
          type.getRawType() == Map.class ? new LinkedHashMap<>() : new TreeMap<>();
      for (int i = 0; i < count; i++) map.put(value(of[0], false), value(of[1], false));
      return map;
    }
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < count; i++) list.add(value(of[0], false));
    return type.getRawType() == List.class ? list : new LinkedHashSet<>(list);
  }

  private Object made(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    IllegalArgumentException refused = new IllegalArgumentException("of " + type);
    for (int tries = 0; tries < TRIES; tries++) {
      @Nullable Object[] values = new Object[components.length];
      for (int i = 0; i < values.length; i++) values[i] = component(components[i]);
      try {
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
      } catch (InvocationTargetException e) {
        refused.addSuppressed(e.getCause()); // what the type does not let in
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    throw refused;
  }

  private @Nullable Object component(RecordComponent component) {
    boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    if (optional && random.nextInt(3) == 0) return null;
    String name = component.getName();
    boolean key = KEYS.contains(name) || name.endsWith("Id");
    return value(component.getGenericType(), key);
  }

  private Actor actor() {
    return random.nextBoolean() ? Actor.user(id()) : new Actor(pick(ACTORS), null);
  }

  /** As the house makes them, and as people name things. */
  private String id() {
    return pick(List.of("U", "I", "a-b_", "A-9_")) + Long.toString(random.nextLong() >>> 1, 36);
  }

  private String text() {
    String text = pick(TEXTS);
    return random.nextInt(3) == 0 ? text + pick(TEXTS) : text;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
