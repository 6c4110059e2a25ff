/** Tests of alerts in dashboards. */
@NullMarked
package dev.watchbill.domain.rule.legacy;

import org.jspecify.annotations.NullMarked;
