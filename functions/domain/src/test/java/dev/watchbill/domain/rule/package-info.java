@NullMarked
package dev.watchbill.domain.rule;

import org.jspecify.annotations.NullMarked;
