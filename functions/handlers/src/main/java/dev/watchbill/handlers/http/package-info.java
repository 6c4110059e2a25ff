/** Requests, responses, JSON and the shape of every function behind the HTTP API. */
@NullMarked
package dev.watchbill.handlers.http;

import org.jspecify.annotations.NullMarked;
