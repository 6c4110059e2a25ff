/** Tests of the formats of exports. */
@NullMarked
package dev.watchbill.handlers.provisioning.export;

import org.jspecify.annotations.NullMarked;
