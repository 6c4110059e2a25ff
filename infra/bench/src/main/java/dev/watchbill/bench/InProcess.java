package dev.watchbill.bench;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.watchbill.channels.SafeHttp;
import dev.watchbill.domain.Pause;
import dev.watchbill.domain.PublicIds;
import dev.watchbill.handlers.http.Settings;
import dev.watchbill.handlers.wiring.Surroundings;
import dev.watchbill.handlers.wiring.Watchbill;
import dev.watchbill.local.Deployment;
import dev.watchbill.local.FirstOrganisation;
import dev.watchbill.local.FunctionFactory;
import dev.watchbill.local.TableServer;
import dev.watchbill.local.TemplateReader;
import dev.watchbill.local.Wiring;
import dev.watchbill.local.World;
import dev.watchbill.storage.MemoryTable;
import dev.watchbill.storage.Table;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * The deployment in this process, on the system's clock, with a table in memory that takes a given
 * time to answer: what is measured is the runner and the functions, and no database that shares
 * their processor.
 */
final class InProcess implements AutoCloseable {

  private final Deployment deployment;

  InProcess(Duration answer) {
    deployment =
        Deployment.start(
            TemplateReader.read(Path.of("template.yaml")),
            new dev.watchbill.local.Settings(
                0, Deployed.TOKEN, null, false, null, "off", false, "inbound.localhost", null),
            new OnMemory(slow(new MemoryTable(InstantSource.system()), answer)),
            (folder, name, log, lost) -> NOWHERE,
            System.err::println);
  }

  URI address() {
    return deployment.address();
  }

  @Override
  public void close() {
    deployment.close();
  }

  private static Table slow(Table table, Duration answer) {
    return (Table)
        Proxy.newProxyInstance(
            Table.class.getClassLoader(),
            new Class<?>[] {Table.class},
            (proxy, method, arguments) -> {
              Thread.sleep(answer);
              try {
                return method.invoke(table, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            });
  }

  private static final TableServer NOWHERE =
      new TableServer() {
        @Override
        public URI endpoint() {
          return URI.create("http://127.0.0.1:1");
        }

        @Override
        public void close() {}
      };

  private record OnMemory(Table table) implements Wiring {

    @Override
    public FunctionFactory functions(World world) {
      return (function, environment) -> {
        try {
          return (RequestStreamHandler)
              Class.forName(function.handlerClass())
                  .getConstructor(Watchbill.class)
                  .newInstance(watchbill(world, environment));
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(function.handlerClass() + " could not be made", e);
        }
      };
    }

    @Override
    public FirstOrganisation firstOrganisation(World world) {
      return (token, replaced) -> watchbill(world, Map.of()).firstOrganisation().ensure(token);
    }

    private Watchbill watchbill(World world, Map<String, String> environment) {
      SecureRandom random = new SecureRandom();
      return Watchbill.in(
          Surroundings.of(
              new Settings(environment.getOrDefault("WATCHBILL_BASE_URL", ""), false, ""),
              world.clock(),
              new PublicIds(() -> random),
              table,
              Pause.SLEEP,
              world::dataKey,
              world.timerQueues().apply(environment),
              new SafeHttp(SafeHttp.Limits.DEFAULT)));
    }
  }
}
