package dev.watchbill.handlers.grafana;

import dev.watchbill.handlers.http.Request;

/** A request whose caller may make it. */
public record Call(Request request, Caller caller) {

  /** The organisation acted in. */
  public String org() {
    return caller.organization().id();
  }

  /** Its number, which answers show. */
  public long orgNumber() {
    return caller.organization().number();
  }
}
