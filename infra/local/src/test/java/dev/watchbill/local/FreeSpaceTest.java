package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreeSpaceTest {

  private static final long MB = 1024 * 1024;

  private final List<String> log = new ArrayList<>();
  private long total = 100_000 * MB;
  private long usable;
  private boolean broken;
  private final FreeSpace space =
      new FreeSpace(
          Path.of("data"),
          new FreeSpace.Disk() {
            @Override
            public long usable() throws IOException {
              if (broken) throw new IOException("gone");
              return usable;
            }

            @Override
            public long total() {
              return total;
            }
          },
          log::add);

  @ParameterizedTest
  @CsvSource({"100000,64", "1024,64", "512,32", "16,1"})
  void theMarginIsSixtyFourMegabytesOrASixteenth(long disk, long margin) {
    total = disk * MB;
    usable = margin * MB;
    assertThat(space.obstacle()).isEmpty();
    usable--;
    assertThat(space.obstacle()).isPresent();
  }

  @Test
  void itIsSaidOnceThatItIsFullAndOnceThatThereIsRoom() {
    for (long free : new long[] {65, 63, 62, 64, 70, 79, 80, 79, 64, 63, 10}) {
      usable = free * MB;
      assertThat(space.obstacle().isPresent())
          .as(free + " MB")
          .isEqualTo(free < 64 || (log.size() == 1 && free < 80));
    }
    assertThat(log)
        .containsExactly(
            "watchbill: the disk of data is full: 63.0 MB free, and Watchbill keeps 64.0 MB clear;"
                + " everything gets 503 until there is room",
            "watchbill: the disk of data has room again; serving",
            "watchbill: the disk of data is full: 63.0 MB free, and Watchbill keeps 64.0 MB clear;"
                + " everything gets 503 until there is room");
  }

  @Test
  void aDiskThatCannotBeLookedAtIsNotTrusted() {
    broken = true;
    assertThat(space.obstacle()).hasValueSatisfying(why -> assertThat(why).contains("gone"));
    assertThat(space.shortage()).isPresent();
  }
}
