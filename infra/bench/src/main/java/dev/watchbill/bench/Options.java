package dev.watchbill.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What was asked for on the command line.
 *
 * @param parts names of parts, in the order in which they run
 * @param target the folder for results and leftovers
 * @param kills how often the crash part kills
 * @param seconds how long each step of the intake part sends
 * @param groups the most groups of the list part
 * @param seed of everything random
 */
record Options(List<String> parts, Path target, int kills, int seconds, int groups, long seed) {

  static Options of(List<String> arguments, List<String> known) {
    List<String> parts = new ArrayList<>();
    Path target = Path.of("infra/bench/target");
    int kills = 20;
    int seconds = 8;
    int groups = 10_000;
    long seed = 1;
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      String value = argument.substring(equals + 1);
      switch (name) {
        case "target" -> target = Path.of(value);
        case "kills" -> kills = Integer.parseInt(value);
        case "seconds" -> seconds = Integer.parseInt(value);
        case "groups" -> groups = Integer.parseInt(value);
        case "seed" -> seed = Long.parseLong(value);
        default -> {
          if (!known.contains(argument)) {
            throw new IllegalArgumentException(
                argument + " is none of " + known + ", target=, kills=, seconds=, groups=, seed=");
          }
          parts.add(argument);
        }
      }
    }
    return new Options(parts.isEmpty() ? known : parts, target, kills, seconds, groups, seed);
  }
}
