/** Alert rules, the folders they live in and the data sources they ask. */
@NullMarked
package dev.watchbill.domain.rule;

import org.jspecify.annotations.NullMarked;
