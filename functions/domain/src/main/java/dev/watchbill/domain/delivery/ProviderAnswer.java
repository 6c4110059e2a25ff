package dev.watchbill.domain.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of one attempt to send, in the one vocabulary of all providers (spec delivery §0.2).
 * Codes are short words or the provider's own numbers; they never quote secrets.
 */
public sealed interface ProviderAnswer {

  /**
   * The provider has it.
   *
   * @param reference what the provider calls it; null when it says nothing
   */
  record Accepted(@Nullable String reference) implements ProviderAnswer {}

  /** A fault of ours or theirs that passes; certainly not sent. */
  record Retry(String code) implements ProviderAnswer {}

  /** Over a rate, certainly not sent; does not count as an attempt. */
  record Throttled(Duration after) implements ProviderAnswer {}

  /** Will never work for this address. */
  record BadAddress(String code) implements ProviderAnswer {}

  /** Refused because of what it says. */
  record BadContent(String code) implements ProviderAnswer {}

  /** Key, sender, permission or account are wrong. */
  record BadConfig(String code) implements ProviderAnswer {}

  /** The request left and no usable answer came: it may have been sent. */
  record InDoubt(String code) implements ProviderAnswer {}
}
