/**
 * The whole deployment on one machine: the door that API Gateway, SQS and EventBridge are in the
 * cloud, read from the same {@code template.yaml}. The functions behind it are the real ones.
 */
@NullMarked
package dev.watchbill.local;

import org.jspecify.annotations.NullMarked;
