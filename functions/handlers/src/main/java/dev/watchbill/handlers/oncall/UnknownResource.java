package dev.watchbill.handlers.oncall;

import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Resource;
import dev.watchbill.handlers.http.Response;
import jakarta.inject.Inject;

/** Whatever this dialect has no address for, whoever asks (spec oncall-api §1.1). */
public final class UnknownResource implements Resource {
  @Inject
  UnknownResource() {}

  @Override
  public Response answer(Request request) {
    return Refusals.of(new Problem.NotFound());
  }
}
