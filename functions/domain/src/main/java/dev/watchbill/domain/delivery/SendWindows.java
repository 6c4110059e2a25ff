package dev.watchbill.domain.delivery;

/** The stored windows; who never got anything has an empty one. */
public interface SendWindows {

  SendWindow of(String org, String userId, DeliveryChannel channel, boolean important);
}
