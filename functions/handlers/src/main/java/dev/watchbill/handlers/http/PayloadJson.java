package dev.watchbill.handlers.http;

import dev.watchbill.domain.alert.PayloadText;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Payloads by the one reader and writer of JSON. */
public final class PayloadJson implements PayloadText {

  @Inject
  public PayloadJson() {}

  @Override
  public String write(@Nullable Object payload) {
    return Json.writePayload(payload);
  }

  @Override
  public Optional<Object> read(String text) {
    return Json.payload(text);
  }
}
