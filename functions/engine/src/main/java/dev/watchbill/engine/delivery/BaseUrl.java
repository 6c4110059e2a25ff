package dev.watchbill.engine.delivery;

/**
 * Where users reach this deployment.
 *
 * @param url without a slash at the end
 */
public record BaseUrl(String url) {}
