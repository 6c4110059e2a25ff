/** What other systems are told, and with which words. */
@NullMarked
package dev.watchbill.engine.webhook;

import org.jspecify.annotations.NullMarked;
