package dev.watchbill.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.util.Map;

/** Makes an instance of a function, as Lambda does when it starts one. */
public interface FunctionFactory {

  /**
   * A new instance. It is given one event at a time; several instances of a function may run at
   * once.
   *
   * @param function as the template describes it: its class, and what it may do
   * @param environment its variables, all references resolved
   * @throws StartRefused when there is no such handler
   */
  RequestStreamHandler create(Template.FunctionResource function, Map<String, String> environment);
}
