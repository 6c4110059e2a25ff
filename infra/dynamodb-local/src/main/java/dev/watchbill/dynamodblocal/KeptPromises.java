package dev.watchbill.dynamodblocal;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import com.almworks.sqlite4java.SQLiteJob;
import com.almworks.sqlite4java.SQLiteStatement;
import java.io.File;
import java.lang.reflect.Field;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.shared.access.LocalDBClient;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteDBAccess;
import software.amazon.dynamodb.services.local.shared.exceptions.LocalDBAccessException;
import software.amazon.dynamodb.services.local.shared.exceptions.LocalDBAccessExceptionType;
import software.amazon.dynamodb.services.local.shared.jobs.JobsRegister;

/**
 * The database of DynamoDB Local, but a transaction is answered when it is committed.
 *
 * <p>DynamoDB Local 3.1.0 puts {@code COMMIT} into the queue of its database thread and answers
 * without waiting for it. So on a full disk every transaction is answered with success and is lost,
 * and one that was answered just before the process is killed may be. Here the answer waits, and a
 * commit that fails is a failure of the request.
 */
final class KeptPromises extends SQLiteDBAccess {

  /** What DynamoDB Local names the database that all callers share. */
  private static final String SHARED = "shared-local-instance";

  private KeptPromises(@Nullable File file) {
    super(file);
  }

  /**
   * Request handlers over a database that keeps its promises.
   *
   * @param folder of the database, or null to keep nothing
   * @throws ReflectiveOperationException when this is not the DynamoDB Local it was written for
   */
  static LocalDynamoDBRequestHandler handlers(@Nullable String folder) throws Exception {
    var handlers = new LocalDynamoDBRequestHandler(0, folder == null, folder, true, false);
    File file = folder == null ? null : new File(folder, SHARED + ".db");
    var database = new KeptPromises(file);
    var jobs = new JobsRegister(Executors.newFixedThreadPool(10), false);
    // It makes its database itself, when it is first called, unless there is one already.
    Field made = LocalDynamoDBRequestHandler.class.getDeclaredField("dbRequestHandlers");
    made.setAccessible(true);
    @SuppressWarnings("unchecked")
    var byName = (Map<String, Object>) made.get(handlers);
    byName.put(SHARED, new LocalDBClient(database, jobs));
    return handlers;
  }

  /**
   * Called with the lock of transactions held, which only the inherited {@code rollbackTransaction}
   * can let go of. That one also ends the transaction that is open, so the commit leaves an empty
   * one open for it. When the commit fails, the caller rolls back.
   */
  @Override
  public void commitTransaction(String id, byte[] signature) {
    Commit commit = queue.execute(new Commit(id, signature));
    try {
      Optional<SQLiteException> failure = commit.get();
      if (failure.isPresent()) throw notCommitted(failure.get().getMessage());
    } catch (ExecutionException e) {
      throw notCommitted(String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notCommitted("interrupted");
    }
    rollbackTransaction();
  }

  private static LocalDBAccessException notCommitted(@Nullable String why) {
    return new LocalDBAccessException(
        LocalDBAccessExceptionType.UNEXPECTED_EXCEPTION, "not committed: " + why);
  }

  /**
   * Notes the transaction, so that the same request token does not run twice, and commits. Answers
   * why it could not.
   */
  private static final class Commit extends SQLiteJob<Optional<SQLiteException>> {
    private final String id;
    private final byte[] signature;

    Commit(String id, byte[] signature) {
      this.id = id;
      this.signature = signature;
    }

    @Override
    protected Optional<SQLiteException> job(SQLiteConnection database) throws SQLiteException {
      Optional<SQLiteException> failure = Optional.empty();
      try {
        note(database);
        database.exec("COMMIT");
      } catch (SQLiteException e) {
        failure = Optional.of(e); // thrown, it would make the queue roll back before the caller
      }
      // A commit that fails ends its transaction with some errors and not with others.
      if (database.getAutoCommit()) database.exec("BEGIN");
      return failure;
    }

    private void note(SQLiteConnection database) throws SQLiteException {
      SQLiteStatement insert =
          database.prepare(
              "INSERT INTO tr (TransactionId, TransactionSignature, CreationDateTime)"
                  + " VALUES (?, ?, ?)");
      try {
        insert.bind(1, id);
        insert.bind(2, signature);
        insert.bind(3, InstantSource.system().millis());
        insert.step();
      } finally {
        insert.dispose();
      }
    }
  }
}
