package dev.watchbill.handlers.http;

/** Whatever answers requests below one path. Refusals are answers; exceptions are bugs or I/O. */
public interface Resource {
  Response answer(Request request);
}
