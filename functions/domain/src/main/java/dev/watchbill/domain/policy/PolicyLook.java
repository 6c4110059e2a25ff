package dev.watchbill.domain.policy;

import org.jspecify.annotations.Nullable;

/**
 * What routing thought of one policy.
 *
 * @param matched whether all its matchers hold
 * @param failed the first matcher that does not hold; null if all do
 * @param handles whether it handles the alert: it matched and nothing below it did
 */
public record PolicyLook(
    RoutedPolicy policy, boolean matched, @Nullable Matcher failed, boolean handles) {}
