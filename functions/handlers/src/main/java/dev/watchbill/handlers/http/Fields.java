package dev.watchbill.handlers.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object as typed values. What does not fit is noted and a harmless value
 * given back, so that every failing field is reported at once; whoever asked must look at {@link
 * #problem()} before anything is stored. Texts are trimmed at both ends unless said otherwise.
 */
public final class Fields {
  public static final String REQUIRED = "This field is required.";
  public static final String NULL = "This field may not be null.";
  public static final String BLANK = "This field may not be blank.";
  public static final String NOT_TEXT = "Not a valid string.";
  public static final String NOT_INTEGER = "A valid integer is required.";
  public static final String NOT_FLAG = "Must be a valid boolean.";
  public static final String NO_OBJECT = "Object does not exist";

  private final Map<String, @Nullable Object> values;
  private final Map<String, @Nullable Object> errors = new LinkedHashMap<>();
  private @Nullable Problem refusal;

  public Fields(Map<String, @Nullable Object> values) {
    this.values = values;
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** Whether the member is there and null. */
  public boolean isNull(String name) {
    return values.containsKey(name) && values.get(name) == null;
  }

  public @Nullable Object raw(String name) {
    return values.get(name);
  }

  /** A required text of 1 to {@code max} characters. */
  public String text(String name, int max) {
    if (!has(name)) {
      error(name, REQUIRED);
      return "";
    }
    return text(name, max, "");
  }

  /** A text of 1 to {@code max} characters, or {@code ifAbsent}. Null is an error. */
  public String text(String name, int max, String ifAbsent) {
    if (!has(name)) return ifAbsent;
    if (values.get(name) == null) {
      error(name, NULL);
      return ifAbsent;
    }
    String text = string(name, max);
    if (text == null) return ifAbsent;
    if (text.isEmpty()) {
      error(name, BLANK);
      return ifAbsent;
    }
    return text;
  }

  /** As {@link #text(String, int, String)}, and null is a value. */
  public @Nullable String textOrNull(String name, int max, @Nullable String ifAbsent) {
    if (!has(name)) return ifAbsent;
    if (values.get(name) == null) return null;
    String text = string(name, max);
    if (text == null) return ifAbsent;
    if (text.isEmpty()) error(name, BLANK);
    return text;
  }

  /** A text of at most {@code max} characters; null and the empty text are values. */
  public @Nullable String textOrEmpty(String name, int max, @Nullable String ifAbsent) {
    if (!has(name)) return ifAbsent;
    return values.get(name) == null ? null : string(name, max);
  }

  /** A text as it was sent, not trimmed and of any length; null is a value. */
  public @Nullable String verbatim(String name, @Nullable String ifAbsent) {
    if (!has(name)) return ifAbsent;
    return values.get(name) == null ? null : given(name);
  }

  /** An id of something else: null, the empty text and absence all mean none. */
  public @Nullable String reference(String name, @Nullable String ifAbsent) {
    if (!has(name)) return ifAbsent;
    if (values.get(name) == null) return null;
    String text = string(name, 200);
    return text == null || text.isEmpty() ? null : text;
  }

  /** A whole number; numeric text passes, as forms have nothing else. */
  public long integer(String name, long ifAbsent) {
    if (!has(name)) return ifAbsent;
    Object value = values.get(name);
    if (value == null) {
      error(name, NULL);
      return ifAbsent;
    }
    Long number = integer(value);
    if (number == null) {
      error(name, NOT_INTEGER);
      return ifAbsent;
    }
    return number;
  }

  /** The whole number in a value, or null: numbers without a fraction and numeric texts. */
  public static @Nullable Long integer(@Nullable Object value) {
    return switch (value) {
      case Long number -> number;
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          number.longValue();
      case String text -> integerText(text.strip());
      case null, default -> null;
    };
  }

  private static @Nullable Long integerText(String text) {
    try {
      return text.length() <= 19 ? Long.valueOf(text) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  public boolean flag(String name, boolean ifAbsent) {
    if (!has(name)) return ifAbsent;
    Object value = values.get(name);
    if (value == null) {
      error(name, NULL);
      return ifAbsent;
    }
    return switch (value) {
      case Boolean flag -> flag;
      case Long number when number == 0 || number == 1 -> number == 1;
      case String text when text.equalsIgnoreCase("true") || text.equals("1") -> true;
      case String text when text.equalsIgnoreCase("false") || text.equals("0") -> false;
      default -> {
        error(name, NOT_FLAG);
        yield ifAbsent;
      }
    };
  }

  /** A nested object; null when absent, null or not an object (then with an error). */
  public @Nullable Map<String, @Nullable Object> object(String name) {
    Object value = values.get(name);
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      map.forEach((key, member) -> object.put(String.valueOf(key), member));
      return object;
    }
    if (value != null) {
      error(name, "Invalid data. Expected a dictionary.");
    } else if (has(name)) {
      error(name, NULL);
    }
    return null;
  }

  /** A list of texts; null = none; absent = {@code ifAbsent}. Anything else is an error. */
  public List<String> texts(String name, List<String> ifAbsent) {
    if (!has(name)) return ifAbsent;
    Object value = values.get(name);
    if (value == null) return List.of();
    if (!(value instanceof List<?> list)) {
      error(name, "Expected a list of items.");
      return ifAbsent;
    }
    List<String> texts = new ArrayList<>();
    for (Object element : list) {
      if (element instanceof String text) {
        texts.add(text);
      } else {
        error(name, NOT_TEXT);
        return ifAbsent;
      }
    }
    return texts;
  }

  /** Notes what is wrong with a field. */
  public void error(String name, String message) {
    errors.merge(
        name,
        List.of(message),
        (old, added) -> {
          List<@Nullable Object> both = new ArrayList<>((List<?>) old);
          both.addAll((List<?>) added);
          return both;
        });
  }

  /** Notes what is wrong with a field in a shape of its own. */
  public void errorShape(String name, Object shape) {
    errors.put(name, shape);
  }

  /** Notes a refusal that is not about the form of a field; the first one counts. */
  public void refuse(Problem problem) {
    if (refusal == null) refusal = problem;
  }

  public void refuse(String detail) {
    refuse(new Problem.Refused(detail));
  }

  /** Takes over what another look at part of the same request found wrong. */
  public void addAll(Fields part) {
    errors.putAll(part.errors);
    if (part.refusal != null) refuse(part.refusal);
  }

  /** What is wrong, by field. */
  public Map<String, ? extends @Nullable Object> errors() {
    return errors;
  }

  /** Whether a field is wrong; rules across fields are only asked when none is. */
  public boolean hasErrors() {
    return !errors.isEmpty();
  }

  /** Why nothing may be stored; field errors come before refusals. */
  public Optional<Problem> problem() {
    if (!errors.isEmpty()) return Optional.of(new Problem.Invalid(errors));
    return Optional.ofNullable(refusal);
  }

  private @Nullable String string(String name, int max) {
    String given = given(name);
    if (given == null) return null;
    String text = given.strip();
    if (text.codePointCount(0, text.length()) > max) {
      error(name, "Ensure this field has no more than " + max + " characters.");
      return null;
    }
    return text;
  }

  private @Nullable String given(String name) {
    String text =
        switch (values.get(name)) {
          case String given -> given;
          case Long number -> number.toString();
          case Double number -> number.toString();
          case null, default -> null;
        };
    if (text == null) {
      error(name, NOT_TEXT);
      return null;
    }
    if (text.indexOf('\0') >= 0) {
      error(name, "Null characters are not allowed.");
      return null;
    }
    return text;
  }
}
