package dev.watchbill.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.watchbill.channels.HttpCarrier;
import dev.watchbill.channels.SafeHttp;
import dev.watchbill.domain.Pause;
import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.domain.timer.Timers;
import dev.watchbill.engine.Prompts;
import dev.watchbill.handlers.http.Log;
import dev.watchbill.handlers.http.Settings;
import dev.watchbill.handlers.wiring.DataKey;
import dev.watchbill.handlers.wiring.Functions;
import dev.watchbill.handlers.wiring.Surroundings;
import dev.watchbill.handlers.wiring.Watchbill;
import dev.watchbill.storage.DynamoTable;
import dev.watchbill.storage.DynamoTimers;
import dev.watchbill.storage.KeyCheck;
import dev.watchbill.storage.Meter;
import dev.watchbill.storage.Table;
import dev.watchbill.storage.TableConnection;
import java.lang.reflect.InvocationTargetException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The real functions of {@link Functions}, made as Lambda makes them: one instance with its own
 * wiring and its own environment, around the table and the queues of this machine.
 */
final class DeployedFunctions implements Wiring {

  @Override
  public FunctionFactory functions(World world) {
    Table table = table(world);
    return (function, environment) -> {
      String handlerClass = function.handlerClass();
      Table granted = new GrantedTable(table, function.name(), function.grants());
      try {
        return Class.forName(handlerClass)
            .asSubclass(RequestStreamHandler.class)
            .getConstructor(Watchbill.class)
            .newInstance(deployment(world, granted, dataKey(world, function), environment));
      } catch (InvocationTargetException e) {
        throw new IllegalStateException(handlerClass + " could not be made", e.getCause());
      } catch (ReflectiveOperationException | ClassCastException e) {
        throw new StartRefused("template.yaml names " + handlerClass + ", which is no function");
      }
    };
  }

  @Override
  public FirstOrganisation firstOrganisation(World world) {
    return (token, replaced) -> {
      Watchbill all = deployment(world, table(world), world::dataKey, Map.of());
      try {
        all.secrets();
      } catch (KeyCheck.WrongKey e) {
        throw new StartRefused(String.valueOf(e.getMessage()));
      }
      all.firstOrganisation().ensure(token, replaced);
    };
  }

  @Override
  public Sweeps sweeps(World world) {
    Timers timers = new DynamoTimers(table(world));
    return latest -> {
      Instant first = latest;
      for (TimerKind kind : TimerKind.values()) {
        for (Timer soonest : timers.due(kind, first.plus(Prompts.AHEAD), 1)) {
          // A sweep that comes earlier does not see it yet, one that comes now queues it.
          Instant seen = soonest.due().minus(Prompts.AHEAD);
          if (seen.isBefore(first)) first = seen;
        }
      }
      return first;
    };
  }

  private static DataKey dataKey(World world, Template.FunctionResource function) {
    return () -> {
      boolean granted =
          function.grants().secret() && function.variables().containsKey("WATCHBILL_SECRET_ARN");
      if (granted) return world.dataKey();
      throw new IllegalStateException("template.yaml gives no secret to " + function.name());
    };
  }

  private static Watchbill deployment(
      World world, Table table, DataKey dataKey, Map<String, String> environment) {
    SecureRandom random = new SecureRandom();
    SafeHttp http = new SafeHttp(SafeHttp.Limits.DEFAULT.withLoopback(world.allowLoopback()));
    return Watchbill.in(
        Surroundings.of(
                new Settings(
                    environment.getOrDefault("WATCHBILL_BASE_URL", ""),
                    !environment.getOrDefault("WATCHBILL_LIMITS", "default").equals("off"),
                    environment.getOrDefault("WATCHBILL_INBOUND_DOMAIN", "")),
                world.clock(),
                new PublicIds(() -> random),
                table,
                Pause.SLEEP,
                dataKey,
                world.timerQueues().apply(environment),
                http)
            .with(
                world.lanes().apply(environment),
                new LocalCarriers(world.outbox(), new HttpCarrier(http), world.mail())));
  }

  private static Table table(World world) {
    return new DynamoTable(
        TableConnection.at(world.tableEndpoint()),
        world.tableName(),
        world.clock(),
        () -> ThreadLocalRandom.current().nextLong(),
        Pause.SLEEP,
        Meter.NONE,
        (key, what) -> Log.damaged(key.toString(), what));
  }
}
