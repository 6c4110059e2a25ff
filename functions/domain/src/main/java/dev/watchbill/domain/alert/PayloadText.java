package dev.watchbill.domain.alert;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Payloads of alerts as JSON text, in which numbers may also be {@code NaN} and infinite. */
public interface PayloadText {

  String write(@Nullable Object payload);

  /** The value of a text; empty if it is not JSON, or null. */
  Optional<Object> read(String text);
}
