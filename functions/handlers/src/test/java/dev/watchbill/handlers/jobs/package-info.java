@NullMarked
package dev.watchbill.handlers.jobs;

import org.jspecify.annotations.NullMarked;
