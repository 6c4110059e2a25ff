@NullMarked
package dev.watchbill.domain.policy;

import org.jspecify.annotations.NullMarked;
