package dev.watchbill.handlers.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one JSON reader and writer. Values are plain: Map (in received order), List, String, Long,
 * BigInteger, Double, Boolean and null. Nothing is bound to classes: that keeps reflection off the
 * cold path and every limit in one place.
 *
 * <p>Reading: at most {@value #DEPTH} levels, numbers of at most {@value #DIGITS} digits; of
 * duplicate keys the last wins; lone surrogates become U+FFFD; NaN, infinities and numbers beyond a
 * double are refused, except in payloads of alerts.
 */
public final class Json {
  private static final int DEPTH = 200;
  private static final int DIGITS = 400;

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(DEPTH)
          .maxNumberLength(DIGITS)
          .maxStringLength(Integer.MAX_VALUE)
          .build();

  private static final JsonFactory FACTORY =
      JsonFactory.builder().streamReadConstraints(LIMITS).build();

  /*
   * Payloads of alerts may have a million different names: they are not kept beyond the payload they came with.
   */
  private static final JsonFactory PAYLOADS =
      JsonFactory.builder()
          .streamReadConstraints(LIMITS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  /*
   * What was taken is deeper once it is stored, inside the lists of its row. The limit of requests would refuse it there, and with
   * it all that shares its row.
   */
  private static final JsonFactory STORED =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(2 * DEPTH)
                  .maxNumberLength(2 * DIGITS)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** A text that is not the JSON it should be; the message may be shown to the sender. */
  public static final class Malformed extends Exception {
    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  /** The value of a whole text, in UTF-8 or in the UTF-16 or UTF-32 that it shows to be. */
  public static @Nullable Object read(byte[] text) throws Malformed {
    return read(() -> FACTORY.createParser(text), false);
  }

  /** The value of a whole text. */
  public static @Nullable Object read(String text) throws Malformed {
    return read(() -> FACTORY.createParser(text), false);
  }

  /** The same of a text that {@link #write} made of values that were read here. */
  public static @Nullable Object readStored(byte[] text) throws Malformed {
    return read(() -> STORED.createParser(text), false);
  }

  /**
   * The payload of an alert: JSON as programs write it that know no better, with {@code NaN},
   * {@code Infinity} and {@code -Infinity}; numbers beyond a double become infinite. All of them
   * are doubles.
   */
  public static @Nullable Object readPayload(String text) throws Malformed {
    return read(() -> PAYLOADS.createParser(text), true);
  }

  private interface Opening {
    JsonParser parser() throws IOException;
  }

  private static @Nullable Object read(Opening text, boolean infinite) throws Malformed {
    try (JsonParser parser = text.parser()) {
      JsonToken first = parser.nextToken();
      if (first == null) throw new Malformed("Expecting value: line 1 column 1");
      Object value = value(parser, first, infinite);
      if (parser.nextToken() != null) {
        throw new Malformed("Extra data: " + place(parser.currentTokenLocation()));
      }
      return value;
    } catch (JsonProcessingException e) {
      // Jackson's own text may quote the body, so only the place is passed on.
      throw new Malformed("Not JSON at " + place(e.getLocation()));
    } catch (IOException e) {
      throw new Malformed("Not JSON");
    }
  }

  /** As {@link #readPayload}; empty for what is not JSON, and for null. */
  public static Optional<Object> payload(String text) {
    try {
      return Optional.ofNullable(readPayload(text));
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  /**
   * Compact text, non-ASCII as it is. Numbers keep their kind: {@code 3} and {@code 3.0} differ.
   * What is no number in JSON becomes a text: {@code "NaN"}, {@code "Infinity"}, {@code
   * "-Infinity"}.
   */
  public static String write(@Nullable Object value) {
    return write(FACTORY, value);
  }

  /** The text of a payload that {@link #readPayload} reads as the same value. */
  public static String writePayload(@Nullable Object value) {
    return write(PAYLOADS, value);
  }

  private static String write(JsonFactory factory, @Nullable Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = factory.createGenerator(text)) {
      write(out, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static @Nullable Object value(JsonParser parser, JsonToken token, boolean infinite)
      throws IOException, Malformed {
    return switch (token) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = whole(parser.currentName());
          object.put(name, value(parser, parser.nextToken(), infinite));
        }
        yield object;
      }
      case START_ARRAY -> {
        List<@Nullable Object> array = new ArrayList<>();
        for (JsonToken next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          array.add(value(parser, next, infinite));
        }
        yield array;
      }
      case VALUE_STRING -> whole(parser.getText());
      case VALUE_NUMBER_INT -> {
        BigInteger number = parser.getBigIntegerValue();
        yield number.bitLength() < 64 ? (Object) number.longValue() : number;
      }
      case VALUE_NUMBER_FLOAT -> {
        double number = parser.getDoubleValue();
        if (Double.isInfinite(number) && !infinite) throw new Malformed("A number is out of range");
        yield number;
      }
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new Malformed("Not JSON at " + place(parser.currentTokenLocation()));
    };
  }

  private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> out.writeNull();
      case String text -> out.writeString(text);
      case Boolean flag -> out.writeBoolean(flag);
      case Long number -> out.writeNumber(number);
      case Integer number -> out.writeNumber(number);
      case BigInteger number -> out.writeNumber(number);
      case BigDecimal number -> out.writeNumber(number);
      case Double number -> out.writeNumber(number);
      case Map<?, ?> object -> {
        out.writeStartObject();
        for (Map.Entry<?, ?> member : object.entrySet()) {
          out.writeFieldName(String.valueOf(member.getKey()));
          write(out, member.getValue());
        }
        out.writeEndObject();
      }
      case Iterable<?> array -> {
        out.writeStartArray();
        for (Object element : array) write(out, element);
        out.writeEndArray();
      }
      default ->
          throw new IllegalArgumentException("Not a plain value: " + value.getClass().getName());
    }
  }

  /** The text with U+FFFD in place of every half of a surrogate pair, which UTF-8 cannot carry. */
  public static String whole(String text) {
    int at = 0;
    while (at < text.length() && !Character.isSurrogate(text.charAt(at))) at++;
    if (at == text.length()) return text;
    StringBuilder mended = new StringBuilder(text);
    for (int i = at; i < mended.length(); i++) {
      char c = mended.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < mended.length()
              && Character.isLowSurrogate(mended.charAt(i + 1));
      if (pair) i++;
      else if (Character.isSurrogate(c)) mended.setCharAt(i, '\uFFFD');
    }
    return mended.toString();
  }

  private static String place(com.fasterxml.jackson.core.@Nullable JsonLocation where) {
    return where == null
        ? "an unknown place"
        : "line " + where.getLineNr() + " column " + where.getColumnNr();
  }

  private Json() {}
}
