/**
 * The deployed functions and what they are made of; the only room that knows Dagger, the
 * environment and the AWS clients.
 */
@NullMarked
package dev.watchbill.handlers.wiring;

import org.jspecify.annotations.NullMarked;
