package dev.watchbill.handlers.http;

/**
 * What a deployment can be told (README, configuration).
 *
 * @param baseUrl prefix of links in answers, without a slash at the end
 * @param limited whether request limits hold
 * @param inboundDomain domain of inbound e-mail addresses; empty = none
 */
public record Settings(String baseUrl, boolean limited, String inboundDomain) {
  public Settings {
    while (baseUrl.endsWith("/")) baseUrl = baseUrl.substring(0, baseUrl.length() - 1);
  }
}
