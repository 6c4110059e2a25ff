@NullMarked
package dev.watchbill.handlers.http;

import org.jspecify.annotations.NullMarked;
