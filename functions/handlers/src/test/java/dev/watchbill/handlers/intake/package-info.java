@NullMarked
package dev.watchbill.handlers.intake;

import org.jspecify.annotations.NullMarked;
