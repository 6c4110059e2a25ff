package dev.watchbill.storage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands still until it is moved. It begins far in the future, so that no engine's own
 * expiry, which goes by the real time, takes part in a test.
 */
public final class TestClock implements InstantSource {

  private volatile Instant now = Instant.parse("2100-01-01T00:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  public void advance(Duration by) {
    now = now.plus(by);
  }
}
