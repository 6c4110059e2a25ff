package dev.watchbill.handlers.http;

import dev.watchbill.domain.LetterCase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.NameValuePair;
import org.apache.james.mime4j.stream.RawBody;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;

/** Reads multipart forms. Files in them are never kept. */
final class Multipart {

  /** Parts are small objects; whoever sends more of them than this does not fill in a form. */
  private static final int PARTS = 1_000;

  private static final MimeConfig CONFIG =
      MimeConfig.custom()
          .setMaxLineLen(-1)
          .setMaxHeaderCount(50)
          .setMaxHeaderLen(10_000)
          .setCountLineNumbers(false)
          .build();

  /** Reads a form; {@code contentType} is the whole header, with its boundary. */
  static Form read(String contentType, byte[] body) throws Json.Malformed {
    MimeTokenStream tokens = new MimeTokenStream(CONFIG);
    tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
    Map<String, Form.Field> fields = new LinkedHashMap<>();
    boolean files = false;
    boolean multipart = false;
    int parts = 0;
    Disposition disposition = Disposition.NONE;
    Optional<Charset> charset = Optional.empty();
    try {
      tokens.parseHeadless(new ByteArrayInputStream(body), contentType);
      for (EntityState state = tokens.getState();
          state != EntityState.T_END_OF_STREAM;
          state = tokens.next()) {
        switch (state) {
          case T_START_MULTIPART -> {
            // Forms in forms are long out of use, and each level costs all levels above it.
            if (multipart) throw new Json.Malformed("a form inside a form");
            multipart = true;
          }
          case T_START_BODYPART -> {
            if (++parts > PARTS) throw new Json.Malformed("too many parts");
            disposition = Disposition.NONE;
            charset = Optional.empty();
          }
          case T_FIELD -> {
            Field field = tokens.getField();
            switch (LetterCase.lower(field.getName())) {
              case "content-disposition" -> disposition = Disposition.of(field);
              case "content-type" -> charset = Charsets.declared(field.getBody());
              default -> {
                // nothing else decides
              }
            }
          }
          case T_BODY -> {
            if (!multipart) throw new Json.Malformed("no boundary");
            if (disposition.file) {
              files = true;
            } else if (disposition.name != null) {
              byte[] value = tokens.getDecodedInputStream().readAllBytes();
              fields.put(disposition.name, new Form.Field(value, charset));
            }
          }
          default -> {
            // the marks in between carry nothing
          }
        }
      }
    } catch (MimeException | IOException | IllegalArgumentException e) {
      throw new Json.Malformed("not a multipart form");
    }
    if (!multipart || parts == 0) throw new Json.Malformed("no parts");
    return new Form(fields, Charsets.declared(contentType), files);
  }

  private record Disposition(@Nullable String name, boolean file) {
    static final Disposition NONE = new Disposition(null, false);

    static Disposition of(Field field) {
      RawBody body =
          RawFieldParser.DEFAULT.parseRawBody(new RawField(field.getName(), field.getBody()));
      @Nullable String name = null;
      boolean file = false;
      for (NameValuePair parameter : body.getParams()) {
        switch (LetterCase.lower(parameter.getName())) {
          case "name" -> name = Json.whole(parameter.getValue());
          case "filename", "filename*" -> file = true;
          default -> {
            // nothing else decides
          }
        }
      }
      return new Disposition(name, file);
    }
  }

  private Multipart() {}
}
