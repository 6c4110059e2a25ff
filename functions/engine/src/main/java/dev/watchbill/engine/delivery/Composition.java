package dev.watchbill.engine.delivery;

import dev.watchbill.domain.delivery.Message;
import org.jspecify.annotations.Nullable;

/** What a delivery comes to when it is to be sent. */
public sealed interface Composition {

  /**
   * @param to the address as its channel spells it
   */
  record Written(String to, Message message, @Nullable String answerUrl) implements Composition {}

  /** Nobody needs it any more. */
  record Nothing(String why) implements Composition {}

  /** It cannot be written. */
  record Impossible(String why) implements Composition {}
}
