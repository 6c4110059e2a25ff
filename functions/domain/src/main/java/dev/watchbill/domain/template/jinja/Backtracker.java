package dev.watchbill.domain.template.jinja;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.template.jinja.RegexProgram.OneOf;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tries a pattern on a text, one way after the other, and counts every instruction. The JDK's
 * matcher cannot be counted from outside: at the end of a text it tries 2^30 ways without reading a
 * character.
 */
final class Backtracker {

  /** Thrown out of the middle of a match when it has taken too long. */
  static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLong() {
      super(null, null, false, false);
    }
  }

  /** About a tenth of a second. */
  private static final int MOST = 4_000_000;

  private static final int PER_STEP = 16;

  /** Most numbers on the stack: three for each way not tried yet or register to restore. */
  private static final int DEEPEST = 3_000_000;

  private static final Pattern WORD =
      Pattern.compile("\\w", Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNICODE_CASE);
  private static final Pattern CLUSTER = Pattern.compile("\\X");

  private final Budget budget;
  private final RegexProgram program;
  private final String text;
  private final int[] registers;
  private int[] stack = new int[96];
  private int top;
  private int done;

  Backtracker(Budget budget, RegexProgram program, String text) {
    this.budget = budget;
    this.program = program;
    this.text = text;
    this.registers = new int[program.registers()];
  }

  /** Whether the pattern matches from exactly here. */
  boolean at(int start) {
    budget.spend(registers.length / PER_STEP);
    Arrays.fill(registers, -1);
    top = 0;
    return run(0, start, -1) >= 0;
  }

  /** Whether it matches anywhere from here on. */
  boolean find(int from) {
    for (int start = from; start <= text.length(); start++) {
      boolean inside = start > 0 && start < text.length();
      boolean half =
          inside
              && Character.isLowSurrogate(text.charAt(start))
              && Character.isHighSurrogate(text.charAt(start - 1));
      if (!half && at(start)) {
        return true;
      }
    }
    return false;
  }

  int start() {
    return registers[0];
  }

  int end() {
    return registers[1];
  }

  @Nullable String group(int number) {
    int from = registers[2 * number];
    int to = registers[2 * number + 1];
    return from < 0 || to < 0 ? null : text.substring(from, to);
  }

  private void count() {
    if (++done > MOST) {
      throw new TooLong();
    }
    if (done % PER_STEP == 0) {
      budget.step();
    }
  }

  private void push(int a, int b, int c) {
    if (top + 3 > stack.length) {
      if (top > DEEPEST) {
        throw new TooLong();
      }
      budget.spend(stack.length / 8);
      stack = Arrays.copyOf(stack, stack.length * 2);
    }
    stack[top++] = a;
    stack[top++] = b;
    stack[top++] = c;
  }

  private void set(int register, int value) {
    push(-1 - register, registers[register], 0);
    registers[register] = value;
  }

  /** Goes back to the last way not tried yet above the base; null if there is none. */
  private boolean back(int base) {
    while (top > base) {
      count();
      top -= 3;
      if (stack[top] >= 0) {
        return true;
      }
      registers[-1 - stack[top]] = stack[top + 1];
    }
    return false;
  }

  /** Forgets the ways not tried yet above the base, but not what has to be restored. */
  private void commit(int base) {
    int to = base;
    for (int from = base; from < top; from += 3) {
      count();
      if (stack[from] < 0) {
        System.arraycopy(stack, from, stack, to, 3);
        to += 3;
      }
    }
    top = to;
  }

  /**
   * Runs from an instruction to the {@code MATCH} of its part.
   *
   * @param mustEnd where the match must end; anywhere if negative
   * @return where it ended; -1 if it does not match, and then everything is as before
   */
  private int run(int from, int start, int mustEnd) {
    int base = top;
    int pc = from;
    int at = start;
    while (true) {
      count();
      int next = pc + 1;
      boolean ok = true;
      switch (program.op(pc)) {
        case SET -> {
          OneOf set = program.set(pc);
          int c = at < text.length() ? text.codePointAt(at) : -1;
          ok = c >= 0 && set.has(c);
          at += ok ? Character.charCount(c) : 0;
        }
        case CHARACTER -> {
          int c = program.x(pc);
          ok = at < text.length() && text.codePointAt(at) == c;
          at += ok ? Character.charCount(c) : 0;
        }
        case SPLIT -> {
          if (program.y(pc) >= 0) {
            push(program.y(pc), at, 0);
          }
          next = program.x(pc);
        }
        case JUMP -> next = program.x(pc);
        case SAVE -> set(program.x(pc), at);
        case MOVED -> {
          if (registers[program.x(pc)] == at) {
            next = program.y(pc);
          }
        }
        case BACK -> {
          int end = again(program.x(pc), at, program.y(pc) == 1);
          ok = end >= 0;
          at = ok ? end : at;
        }
        case ATOMIC -> {
          int before = top;
          int end = run(pc + 1, at, -1);
          ok = end >= 0;
          if (ok) {
            commit(before);
            at = end;
          }
          next = program.x(pc);
        }
        case AHEAD, NOT_AHEAD, BEHIND, NOT_BEHIND -> {
          ok = look(pc, at);
          next = program.x(pc);
        }
        case CLUSTER -> {
          Matcher m = CLUSTER.matcher(text).region(at, text.length());
          ok = m.lookingAt();
          if (ok) {
            budget.characters(m.end() - (long) at);
            at = m.end();
          }
        }
        case MATCH -> {
          if (mustEnd < 0 || mustEnd == at) {
            return at;
          }
          ok = false;
        }
        default -> ok = isPlace(program.op(pc), at);
      }
      if (ok) {
        pc = next;
      } else if (back(base)) {
        pc = stack[top];
        at = stack[top + 1];
      } else {
        return -1;
      }
    }
  }

  private boolean look(int pc, int at) {
    RegexProgram.Op op = program.op(pc);
    int before = top;
    boolean found;
    if (op == RegexProgram.Op.AHEAD || op == RegexProgram.Op.NOT_AHEAD) {
      found = run(pc + 1, at, -1) >= 0;
    } else {
      int match = program.x(pc) - 1;
      found = false;
      long least = at - (long) program.x(match);
      long most = Math.max(0, at - (long) program.y(match));
      for (long start = least; start >= most && !found; start--) {
        found = run(pc + 1, (int) start, at) >= 0;
      }
    }
    boolean wanted = op == RegexProgram.Op.AHEAD || op == RegexProgram.Op.BEHIND;
    if (found && wanted) {
      commit(before);
    } else {
      // What a refused part has kept is restored.
      while (back(before)) {
        count();
      }
    }
    return found == wanted;
  }

  private int again(int group, int at, boolean ignoreCase) {
    int from = registers[2 * group];
    int to = registers[2 * group + 1];
    if (from < 0 || to < 0 || to - from > text.length() - at) {
      return -1;
    }
    int length = to - from;
    budget.characters(length);
    boolean same =
        ignoreCase
            ? LetterCase.fold(text.substring(from, to))
                .equals(LetterCase.fold(text.substring(at, at + length)))
            : text.regionMatches(from, text, at, length);
    return same ? at + length : -1;
  }

  private boolean isPlace(RegexProgram.Op op, int at) {
    int n = text.length();
    return switch (op) {
      case START -> at == 0;
      case START_OF_LINE -> at == 0 || text.charAt(at - 1) == '\n';
      case END -> at == n;
      case END_BEFORE_BREAK -> at == n || (at == n - 1 && text.charAt(at) == '\n');
      case END_OF_LINE -> at == n || text.charAt(at) == '\n';
      case BOUNDARY -> isWord(at - 1) != isWord(at);
      case NO_BOUNDARY -> isWord(at - 1) == isWord(at);
      default -> throw new IllegalStateException(op.name());
    };
  }

  private boolean isWord(int at) {
    if (at < 0 || at >= text.length()) {
      return false;
    }
    char c = text.charAt(at);
    int point =
        Character.isLowSurrogate(c) && at > 0 ? text.codePointBefore(at + 1) : text.codePointAt(at);
    return point < 128
        ? point == '_' || Character.isLetterOrDigit(point)
        : WORD.matcher(Character.toString(point)).matches();
  }
}
