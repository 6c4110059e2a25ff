@NullMarked
package dev.watchbill.domain.contact;

import org.jspecify.annotations.NullMarked;
