@NullMarked
package dev.watchbill.domain.alert;

import org.jspecify.annotations.NullMarked;
