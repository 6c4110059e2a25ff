/** Signs of life of integrations. */
@NullMarked
package dev.watchbill.engine.heartbeat;

import org.jspecify.annotations.NullMarked;
