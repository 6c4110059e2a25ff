package dev.watchbill.handlers.http;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a request is refused; each dialect gives it the body its clients expect. */
public sealed interface Problem {

  /**
   * What is sent is wrong.
   *
   * @param fields the message (text, list of texts or nested object) by field
   */
  record Invalid(Map<String, ? extends @Nullable Object> fields) implements Problem {}

  /** A rule of the business says no; 400. */
  record Refused(String detail) implements Problem {}

  /** 400 whose whole body is one text. */
  record Bare(String text) implements Problem {}

  /** 400 whose whole body is a list of one text. */
  record Listed(String text) implements Problem {}

  record NotFound() implements Problem {}

  record Forbidden(String detail) implements Problem {}

  /** Somebody else keeps changing the same thing, or a limit of the product is reached; 409. */
  record Conflict(String detail) implements Problem {}

  record MethodNotAllowed(String method, String allow) implements Problem {}

  record NotAcceptable() implements Problem {}

  record UnsupportedMediaType(String type) implements Problem {}

  record TooLarge(String detail) implements Problem {}

  record Throttled(Duration retryAfter) implements Problem {}
}
