package dev.watchbill.domain.webhook;

import java.util.Arrays;
import java.util.Optional;

/** The HTTP methods of webhooks (spec oncall-api §14.1); the name is the method. */
public enum WebhookMethod {
  GET,
  POST,
  PUT,
  DELETE,
  OPTIONS,
  PATCH;

  /** Whether its requests carry a body (spec oncall-behaviour §9.2). */
  public boolean hasBody() {
    return switch (this) {
      case POST, PUT, PATCH -> true;
      case GET, DELETE, OPTIONS -> false;
    };
  }

  /** Letter case counts. */
  public static Optional<WebhookMethod> ofName(String name) {
    return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
  }
}
