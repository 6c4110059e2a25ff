/**
 * Everything that is called outside the house: queues, web hooks, notification services. All
 * outbound HTTP to addresses that users name goes through {@link dev.watchbill.channels.SafeHttp}.
 */
@NullMarked
package dev.watchbill.channels;

import org.jspecify.annotations.NullMarked;
