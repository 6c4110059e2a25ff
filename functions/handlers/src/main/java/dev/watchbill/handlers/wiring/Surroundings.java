package dev.watchbill.handlers.wiring;

import dagger.Module;
import dagger.Provides;
import dev.watchbill.channels.SafeHttp;
import dev.watchbill.domain.Pause;
import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.delivery.Carriers;
import dev.watchbill.domain.delivery.Lane;
import dev.watchbill.domain.timer.TimerQueue;
import dev.watchbill.handlers.http.Settings;
import dev.watchbill.storage.Table;
import java.time.InstantSource;

/**
 * What a deployment finds around it, in the cloud or elsewhere.
 *
 * @param lane where claimed deliveries go
 * @param carriers who carries their messages
 */
public record Surroundings(
    Settings settings,
    InstantSource clock,
    PublicIds ids,
    Table table,
    Pause pause,
    DataKey dataKey,
    TimerQueue queue,
    SafeHttp http,
    Lane lane,
    Carriers carriers) {

  /** The same with a lane that leads nowhere: what is claimed stays so until its lease ends. */
  public static Surroundings of(
      Settings settings,
      InstantSource clock,
      PublicIds ids,
      Table table,
      Pause pause,
      DataKey dataKey,
      TimerQueue queue,
      SafeHttp http) {
    return new Surroundings(
        settings, clock, ids, table, pause, dataKey, queue, http, delivery -> {}, Carriers.NONE);
  }

  public Surroundings with(Lane next, Carriers by) {
    return new Surroundings(settings, clock, ids, table, pause, dataKey, queue, http, next, by);
  }

  /** Its parts, to whoever needs one. */
  @Module
  interface Parts {
    @Provides
    static Settings settings(Surroundings all) {
      return all.settings;
    }

    @Provides
    static InstantSource clock(Surroundings all) {
      return all.clock;
    }

    @Provides
    static PublicIds ids(Surroundings all) {
      return all.ids;
    }

    @Provides
    static Table table(Surroundings all) {
      return all.table;
    }

    @Provides
    static Pause pause(Surroundings all) {
      return all.pause;
    }

    @Provides
    static DataKey dataKey(Surroundings all) {
      return all.dataKey;
    }

    @Provides
    static TimerQueue queue(Surroundings all) {
      return all.queue;
    }

    @Provides
    static SafeHttp http(Surroundings all) {
      return all.http;
    }

    @Provides
    static Lane lane(Surroundings all) {
      return all.lane;
    }

    @Provides
    static Carriers carriers(Surroundings all) {
      return all.carriers;
    }
  }
}
