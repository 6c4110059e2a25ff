/** What the words mean and what follows from what: pure rules, no AWS, no JSON, no I/O. */
@NullMarked
package dev.watchbill.domain;

import org.jspecify.annotations.NullMarked;
