package dev.watchbill.domain.integration;

import org.jspecify.annotations.Nullable;

/** Example bodies by type. */
final class ExamplePayloads {

  private ExamplePayloads() {}

  static @Nullable Object of(IntegrationType type) {
    return null;
  }
}
