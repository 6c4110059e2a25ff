package dev.watchbill.handlers.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.handlers.http.Charsets;
import dev.watchbill.handlers.http.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;

/** A mail as it travelled (RFC 5322), reduced to what becomes an alert. */
final class MimeMail {

  /** Each level of parts inside parts costs all levels above it. */
  private static final int DEPTH = 20;

  private static final int PARTS = 1_000;

  private static final MimeConfig CONFIG =
      MimeConfig.custom()
          .setMaxLineLen(-1)
          .setMaxHeaderCount(1_000)
          .setMaxHeaderLen(100_000)
          .setCountLineNumbers(false)
          .build();

  private @Nullable String subject;
  private @Nullable String from;
  private @Nullable String text;
  private @Nullable String html;

  /** Reads a mail; empty when it is none. */
  static Optional<Mail> read(byte[] raw, List<String> recipients) {
    MimeMail mail = new MimeMail();
    try {
      if (!mail.read(raw)) return Optional.empty();
    } catch (MimeException | IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.of(new Mail(recipients, mail.subject, mail.text, mail.html, mail.from));
  }

  private boolean read(byte[] raw) throws MimeException, IOException {
    MimeTokenStream tokens = new MimeTokenStream(CONFIG);
    // A mail that is forwarded inside this one is an attachment, not its text.
    tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
    tokens.parse(new ByteArrayInputStream(raw));
    int depth = 0;
    int parts = 0;
    boolean headed = false;
    boolean attached = false;
    for (EntityState state = tokens.getState();
        state != EntityState.T_END_OF_STREAM;
        state = tokens.next()) {
      switch (state) {
        case T_START_MULTIPART -> {
          if (++depth > DEPTH) return false;
        }
        case T_END_MULTIPART -> depth--;
        case T_START_BODYPART -> {
          if (++parts > PARTS) return false;
        }
        case T_START_HEADER -> attached = false;
        case T_FIELD -> {
          Field field = tokens.getField();
          headed = true;
          if (depth == 0) header(field);
          attached |=
              field.getName().equalsIgnoreCase("content-disposition")
                  && LetterCase.lower(field.getBody().strip()).startsWith("attachment");
        }
        case T_BODY -> {
          if (!attached) body(tokens);
        }
        default -> {
          // the marks in between carry nothing
        }
      }
    }
    return headed;
  }

  private void header(Field field) {
    switch (LetterCase.lower(field.getName())) {
      case "subject" -> subject = subject == null ? decoded(field.getBody()) : subject;
      case "from" -> from = from == null ? decoded(field.getBody()) : from;
      default -> {
        // nothing else becomes part of the alert
      }
    }
  }

  private void body(MimeTokenStream tokens) throws IOException {
    BodyDescriptor descriptor = tokens.getBodyDescriptor();
    switch (LetterCase.lower(descriptor.getMimeType())) {
      case "text/plain" -> text = text == null ? content(tokens, descriptor) : text;
      case "text/html" -> html = html == null ? content(tokens, descriptor) : html;
      default -> {
        // pictures and the like
      }
    }
  }

  private static String content(MimeTokenStream tokens, BodyDescriptor descriptor)
      throws IOException {
    byte[] bytes = tokens.getDecodedInputStream().readAllBytes();
    Charset charset = Charsets.named(descriptor.getCharset()).orElse(UTF_8);
    return Json.whole(new String(bytes, charset));
  }

  private static String decoded(String header) {
    String unfolded = header.replaceAll("\\r?\\n", "");
    return Json.whole(DecoderUtil.decodeEncodedWords(unfolded, DecodeMonitor.SILENT).strip());
  }
}
