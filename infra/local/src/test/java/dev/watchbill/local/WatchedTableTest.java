package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.dynamodblocal.DynamoDbLocalProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The database's process is killed while everything runs. */
@Timeout(180)
class WatchedTableTest {

  @TempDir private Path folder;
  private final List<DynamoDbLocalProcess> processes = new CopyOnWriteArrayList<>();
  private final CountDownLatch mayStartAgain = new CountDownLatch(1);

  private WatchedTable table(
      @Nullable Path data,
      String name,
      java.util.function.Consumer<String> log,
      java.util.function.Consumer<String> lost) {
    // on a clock that stands, every end comes at once
    return WatchedTable.start(port -> launch(data, port), data != null, name, () -> 0L, log, lost);
  }

  /** The second one waits until the test lets it. */
  private DynamoDbLocalProcess launch(@Nullable Path data, int port) {
    try {
      boolean let = processes.isEmpty() || mayStartAgain.await(60, TimeUnit.SECONDS);
      if (!let) throw new IllegalStateException("nobody let it start");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    processes.add(DynamoDbLocalProcess.start(data, port));
    return processes.getLast();
  }

  private void kill() throws Exception {
    DynamoDbLocalProcess victim = processes.getLast();
    victim.handle().destroyForcibly();
    victim.onExit().get(30, TimeUnit.SECONDS);
  }

  private static String reason(CompletionStage<String> lost) throws Exception {
    return lost.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @Test
  void itIsStartedAgainOnTheSameDataAndMeanwhileNobodyIsToldThatAllIsWell() throws Exception {
    try (RealStory story = new RealStory(folder.resolve("data"), this::table)) {
      String link = story.integration();
      assertThat(story.alert(link, "before", "")).isEqualTo(200);

      kill();
      assertThat(story.hears("has ended")).contains("starting it again on the same data");
      assertThat(story.ready().status()).isEqualTo(503);
      assertThat(story.ready().body()).contains("the process of the table has ended");
      assertThat(story.alert(link, "meanwhile", "")).isEqualTo(503);

      mayStartAgain.countDown();
      story.hears("the table is served again");
      assertThat(story.ready().status()).isEqualTo(200);
      assertThat(story.alert(link, "afterwards", "")).isEqualTo(200);
      assertThat(story.titles()).containsExactlyInAnyOrder("before", "afterwards");
      assertThat(processes.getLast().port()).isEqualTo(processes.getFirst().port());
      assertThat(story.log).isEmpty();

      kill(); // at once: it would end for ever
      assertThat(reason(story.deployment.lost())).contains("again, as soon as it was started");
    }
  }

  @Test
  void whatKeepsNothingHasNothingToGoOnWith() throws Exception {
    try (RealStory story = new RealStory(null, this::table)) {
      kill();
      assertThat(reason(story.deployment.lost())).contains("keeps nothing").doesNotContain("\n");
      assertThat(story.ready().status()).isEqualTo(503);
    }
  }

  @Test
  void oneThatCannotBeStartedAgainIsOneLine() throws Exception {
    Path data = folder.resolve("data");
    try (RealStory story = new RealStory(data, this::table)) {
      Path database = data.resolve("dynamodb").resolve("shared-local-instance.db");
      kill();
      Files.writeString(database, "not a database ".repeat(1000));
      mayStartAgain.countDown();
      assertThat(reason(story.deployment.lost()))
          .contains("cannot be started again: DynamoDB Local did not start: the data in ")
          .doesNotContain("\n");
      assertThat(story.ready().status()).isEqualTo(503);
    }
  }

  @Test
  void stoppingIsNoDeath() throws Exception {
    List<String> said = new CopyOnWriteArrayList<>();
    WatchedTable table = table(folder.resolve("db"), "watchbill", said::add, said::add);
    table.close();
    processes.getFirst().onExit().get(30, TimeUnit.SECONDS);
    assertThat(table.obstacle()).isEmpty();
    assertThat(said).isEmpty();
    assertThat(processes).hasSize(1);
  }

  @Test
  void dataThatCannotBeUsedIsOneLine() throws Exception {
    Path file = Files.writeString(folder.resolve("db"), "a file");
    assertThatThrownBy(() -> table(file, "watchbill", line -> {}, line -> {}))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("DynamoDB Local did not start")
        .hasMessageNotContaining("\n");
  }
}
