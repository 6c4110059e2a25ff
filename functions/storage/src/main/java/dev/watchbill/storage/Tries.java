package dev.watchbill.storage;

import dev.watchbill.domain.Pause;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ReplicatedWriteConflictException;
import software.amazon.awssdk.services.dynamodb.model.RequestLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * Tries again what may pass by itself.
 *
 * <p>Before try n the thread waits a random time between nothing and 25 ms · 2ⁿ⁻¹, at most one
 * second ("full jitter"): writers that collided once spread out instead of colliding again.
 */
final class Tries {

  static final int RETRIES = 10;
  private static final Duration FIRST = Duration.ofMillis(25);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final RandomGenerator random;
  private final Pause pause;

  Tries(RandomGenerator random, Pause pause) {
    this.random = random;
    this.pause = pause;
  }

  /** The answer of the first try that gets one. */
  <T> T of(String operation, Supplier<T> call) {
    for (int retry = 0; ; retry++) {
      try {
        return call.get();
      } catch (SdkException failure) {
        if (!transientFailure(failure)) throw rejected(operation, failure);
        if (retry == RETRIES || failure instanceof AbortedException) {
          throw unavailable(operation, failure);
        }
        waitBefore(retry + 1);
      }
    }
  }

  void waitBefore(int retry) {
    long most = Math.min(LONGEST.toNanos(), FIRST.toNanos() << (retry - 1));
    pause.pause(Duration.ofNanos(random.nextLong(most + 1)));
  }

  private static boolean transientFailure(SdkException failure) {
    return switch (failure) {
      // No answer: connection refused or reset, timeout, interrupted.
      case SdkClientException _ -> true;
      case ProvisionedThroughputExceededException _,
          RequestLimitExceededException _,
          InternalServerErrorException _,
          TransactionConflictException _,
          TransactionInProgressException _,
          ReplicatedWriteConflictException _ ->
          true;
      // Refusals and lasting errors among its reasons were taken out before.
      case TransactionCanceledException _ -> true;
      case AwsServiceException answer ->
          answer.isThrottlingException() || answer.statusCode() >= 500;
      default -> false;
    };
  }

  private static RejectedByTable rejected(String operation, SdkException failure) {
    return new RejectedByTable(operation + ": " + reason(failure), failure);
  }

  static TableUnavailable unavailable(String operation, SdkException failure) {
    return new TableUnavailable(
        operation + " got no good answer: " + failure.getClass().getSimpleName(), failure);
  }

  private static String reason(SdkException failure) {
    return failure instanceof AwsServiceException answer && answer.awsErrorDetails() != null
        ? answer.awsErrorDetails().errorCode() + ", " + answer.awsErrorDetails().errorMessage()
        : failure.getClass().getSimpleName();
  }
}
