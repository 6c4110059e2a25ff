package dev.watchbill.domain.alert;

import dev.watchbill.domain.template.jinja.Jinja;
import dev.watchbill.domain.template.jinja.Limits;
import java.time.Instant;
import java.time.InstantSource;

/** The interpreter at a fixed instant, and payloads written as JSON with single quotes. */
public final class RulesFixture {

  public static final Jinja JINJA =
      new Jinja(InstantSource.fixed(Instant.parse("2024-01-01T00:00:00Z")), Limits.DEFAULT);

  private RulesFixture() {}

  /** Plain values of JSON whose quotes are written as single ones. */
  public static Object payload(String json) {
    Object value = PlainJson.parse(json.replace('\'', '"'));
    if (value == null) {
      throw new IllegalArgumentException("null");
    }
    return value;
  }
}
