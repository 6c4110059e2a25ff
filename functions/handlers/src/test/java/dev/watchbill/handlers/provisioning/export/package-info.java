@NullMarked
package dev.watchbill.handlers.provisioning.export;

import org.jspecify.annotations.NullMarked;
