package dev.watchbill.local;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the runner takes from {@code template.yaml}. {@link TemplateReader} refuses what the cloud
 * would refuse, so everything here can be played.
 *
 * @param root the whole document, for what is read only once (table, parameters)
 */
public record Template(
    Section root,
    Map<String, FunctionResource> functions,
    List<Route> routes,
    List<Schedule> schedules,
    List<QueueSource> queueSources,
    Map<String, QueueResource> queues,
    String tableResource) {

  public Template {
    functions = Map.copyOf(functions);
    routes = List.copyOf(routes);
    schedules = List.copyOf(schedules);
    queueSources = List.copyOf(queueSources);
    queues = Map.copyOf(queues);
  }

  /**
   * One Lambda function.
   *
   * @param variables its environment with everything from {@code Globals}, not yet resolved
   * @param policies what it may do
   */
  public record FunctionResource(
      String name,
      String handlerClass,
      int timeoutSeconds,
      Map<String, Section> variables,
      Section policies) {

    Grants grants() {
      return Grants.of(policies);
    }
  }

  /** A route of the HTTP API: {@code ANY /api/v1/x/{proxy+}}, or {@code $default}. */
  public record Route(String method, String path, String function) {

    static final String DEFAULT = "$default";

    boolean isDefault() {
      return path.equals(DEFAULT);
    }

    String key() {
      return isDefault() ? DEFAULT : method + " " + path;
    }
  }

  /** A function that is woken every so many minutes. */
  public record Schedule(String function, String event, int minutes) {}

  /** A function that is fed by a queue. */
  public record QueueSource(
      String function, String queue, int batchSize, boolean partialFailures, int concurrency) {}

  /**
   * A queue.
   *
   * @param deadLetters the queue that gets what was received more than {@code maxReceives} times
   */
  public record QueueResource(
      String name, int visibilitySeconds, @Nullable String deadLetters, int maxReceives) {}
}
