package dev.watchbill.domain.delivery;

/** Who carries messages of a channel: an account at a provider. */
public interface Carrier {

  /** The provider's word: {@code ses}, {@code smtp}, {@code webhook}, {@code outbox}. */
  String provider();

  /** Tries once, within 25 seconds. Whatever goes wrong is an answer, never an exception. */
  ProviderAnswer carry(Letter letter);
}
