package dev.watchbill.channels;

import org.jspecify.annotations.Nullable;

/**
 * Which account of SES carries, and who sends (spec delivery §1.1).
 *
 * @param from {@code alerts@example.com} or {@code Watchbill <alerts@example.com>}: an identity
 *     that SES has verified
 * @param configurationSet sends the events of a mail to our topic; null = no receipts
 * @param messageHost the host of the base URL: the right side of references
 */
public record SesSettings(
    String region, String from, @Nullable String configurationSet, String messageHost) {}
