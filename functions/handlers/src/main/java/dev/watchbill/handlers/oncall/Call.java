package dev.watchbill.handlers.oncall;

import dev.watchbill.handlers.http.Request;

/** A request whose caller may make it. */
public record Call(Request request, Caller caller) {
  public String org() {
    return caller.org();
  }

  /** Whether absent fields of an update are required again (PUT) or not (PATCH). */
  public boolean isPatch() {
    return request.method().equals("PATCH");
  }
}
