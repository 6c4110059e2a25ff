package dev.watchbill.local;

import dev.watchbill.domain.delivery.Carrier;
import dev.watchbill.domain.delivery.Lane;
import dev.watchbill.domain.delivery.Outbox;
import dev.watchbill.domain.timer.TimerQueue;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a function finds around it on this machine instead of the cloud.
 *
 * @param clock the runner's clock, which may stand still
 * @param tableEndpoint where DynamoDB answers; any credentials will do
 * @param tableName the table, which exists already
 * @param dataKey 32 bytes that encrypt stored secrets
 * @param outbox takes deliveries while no provider is configured
 * @param mail who carries mail; null = the outbox takes it
 * @param allowLoopback whether outgoing calls may go to this machine
 * @param timerQueues the timer queue of a function, by its environment: it reaches a queue only if
 *     the template gives it to that function
 * @param lanes the lane of deliveries of a function, likewise
 */
public record World(
    InstantSource clock,
    URI tableEndpoint,
    String tableName,
    byte[] dataKey,
    Outbox outbox,
    @Nullable Carrier mail,
    boolean allowLoopback,
    Function<Map<String, String>, TimerQueue> timerQueues,
    Function<Map<String, String>, Lane> lanes) {}
