package dev.watchbill.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A runner in a process of its own, with functions that run away. */
final class RunawayMain {

  private RunawayMain() {}

  /** The only argument is the template. */
  public static void main(String[] args) {
    Fakes fakes =
        new Fakes()
            .on("Spin", (event, world) -> spin())
            .on("Hog", (event, world) -> hog())
            .on("Well", (event, world) -> "{\"statusCode\":200,\"body\":\"well\"}");
    Main.run(
        Path.of(args[0]),
        Map.of("WATCHBILL_PORT", "0", "WATCHBILL_DATA", "memory"),
        fakes,
        Fakes.NO_TABLE);
  }

  /** Computes for ever and does not listen to its interrupt. */
  private static String spin() {
    long number = 1;
    while (number != 0) number = number * 6364136223846793005L + 1442695040888963407L | 1;
    return "";
  }

  private static String hog() {
    List<byte[]> all = new ArrayList<>();
    while (true) all.add(new byte[1_000_000]);
  }
}
