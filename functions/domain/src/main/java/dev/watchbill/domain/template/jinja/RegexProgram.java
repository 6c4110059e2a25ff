package dev.watchbill.domain.template.jinja;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The instructions of a pattern for the {@link Backtracker}: what the patterns need that re2j does
 * not have. Read from the text that {@link RegexSyntax} writes, which is well-formed.
 */
final class RegexProgram {

  /** What one instruction does; {@code x} and {@code y} are its operands. */
  enum Op {
    /** One character of {@link #set}. */
    SET,
    /** The one character {@code x}. */
    CHARACTER,
    /** Goes on at {@code x}, and at {@code y} if that fails. */
    SPLIT,
    JUMP,
    /** Keeps the place in register {@code x}. */
    SAVE,
    /** Goes to {@code y} if the place has not moved since register {@code x} was kept. */
    MOVED,
    /** What group {@code x} matched, once more; without case if {@code y} is 1. */
    BACK,
    /** The part from the next instruction to {@code x} matches, and is not tried in other ways. */
    ATOMIC,
    AHEAD,
    NOT_AHEAD,
    BEHIND,
    NOT_BEHIND,
    START,
    START_OF_LINE,
    END,
    END_BEFORE_BREAK,
    END_OF_LINE,
    BOUNDARY,
    NO_BOUNDARY,
    /** One character as readers see it, with its marks. */
    CLUSTER,
    /** The end of the pattern or of an enclosed part. */
    MATCH
  }

  private static final int FLAGS =
      Pattern.UNIX_LINES | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;
  private static final int UNBOUNDED = Integer.MAX_VALUE / 4;

  /** How long the matches of a part can be, in characters. */
  private record Width(long least, long most) {
    static final Width NONE = new Width(0, 0);

    Width then(Width next) {
      return new Width(least + next.least, Math.min(UNBOUNDED, most + next.most));
    }

    Width or(Width other) {
      return new Width(Math.min(least, other.least), Math.max(most, other.most));
    }

    Width times(int low, int high) {
      return new Width(
          Math.min(UNBOUNDED, least * low),
          most == 0 ? 0 : high < 0 ? UNBOUNDED : Math.min(UNBOUNDED, most * high));
    }
  }

  private final Budget budget;
  private final String s;
  private int i;
  private final List<Op> ops = new ArrayList<>();
  private final List<int[]> operands = new ArrayList<>();
  private final Map<String, OneOf> sets = new HashMap<>();
  private final List<OneOf> setOf = new ArrayList<>();
  private int groups;
  private int marks;
  private boolean ignoreCase;
  private boolean multiline;
  private boolean dotAll;

  private RegexProgram(Budget budget, String text, int groups) {
    this.budget = budget;
    this.s = text;
    this.marks = 2 * (groups + 1);
  }

  /**
   * @param groups how many groups the pattern has
   */
  static RegexProgram of(Budget budget, String text, int groups) {
    RegexProgram p = new RegexProgram(budget, text, groups);
    p.emit(Op.SAVE, 0, 0);
    p.alternatives();
    p.emit(Op.SAVE, 1, 0);
    p.emit(Op.MATCH, 0, 0);
    return p;
  }

  int size() {
    return ops.size();
  }

  Op op(int at) {
    return ops.get(at);
  }

  int x(int at) {
    return operands.get(at)[0];
  }

  int y(int at) {
    return operands.get(at)[1];
  }

  OneOf set(int at) {
    return setOf.get(x(at));
  }

  int registers() {
    return marks;
  }

  /** A set of characters, asked of the JDK once for each of the common ones. */
  static final class OneOf {
    private final Pattern pattern;
    private final byte[] known = new byte[256];

    private OneOf(Pattern pattern) {
      this.pattern = pattern;
    }

    boolean has(int c) {
      if (c >= known.length) {
        return ask(c);
      }
      if (known[c] == 0) {
        known[c] = (byte) (ask(c) ? 1 : 2);
      }
      return known[c] == 1;
    }

    private boolean ask(int c) {
      return pattern.matcher(Character.toString(c)).matches();
    }
  }

  private int emit(Op op, int x, int y) {
    budget.step();
    ops.add(op);
    operands.add(new int[] {x, y});
    return ops.size() - 1;
  }

  private int here() {
    return ops.size();
  }

  private boolean more() {
    return i < s.length() && s.charAt(i) != ')';
  }

  private boolean take(String text) {
    boolean there = s.startsWith(text, i);
    i += there ? text.length() : 0;
    return there;
  }

  /** Flags that are switched inside a group end with it. */
  private Width alternatives() {
    boolean i0 = ignoreCase;
    boolean m0 = multiline;
    boolean s0 = dotAll;
    List<Integer> ends = new ArrayList<>();
    int split = emit(Op.SPLIT, here() + 1, 0);
    Width width = sequence();
    while (take("|")) {
      ends.add(emit(Op.JUMP, 0, 0));
      operands.get(split)[1] = here();
      split = emit(Op.SPLIT, here() + 1, 0);
      width = width.or(sequence());
    }
    // The last one has nowhere else to go on.
    operands.get(split)[1] = -1;
    ends.forEach(end -> operands.get(end)[0] = here());
    ignoreCase = i0;
    multiline = m0;
    dotAll = s0;
    return width;
  }

  private Width sequence() {
    Width width = Width.NONE;
    while (more() && s.charAt(i) != '|') {
      width = width.then(quantified());
    }
    return width;
  }

  private Width quantified() {
    int start = here();
    Width width = atom();
    int low;
    int high;
    if (take("*")) {
      low = 0;
      high = -1;
    } else if (take("+")) {
      low = 1;
      high = -1;
    } else if (take("?")) {
      low = 0;
      high = 1;
    } else if (i < s.length() && s.charAt(i) == '{') {
      int close = s.indexOf('}', i);
      String[] bounds = s.substring(i + 1, close).split(",", -1);
      low = Integer.parseInt(bounds[0]);
      high = bounds.length == 1 ? low : bounds[1].isEmpty() ? -1 : Integer.parseInt(bounds[1]);
      i = close + 1;
    } else {
      return width;
    }
    boolean lazy = take("?");
    boolean possessive = !lazy && take("+");
    Part part = takeOut(start);
    int atomic = possessive ? emit(Op.ATOMIC, 0, 0) : -1;
    for (int n = high < 0 ? 1 : 0; n < low; n++) {
      put(part);
    }
    if (high < 0) {
      loop(part, low > 0, lazy, width.least() == 0);
    } else {
      List<Integer> exits = new ArrayList<>();
      for (int n = low; n < high; n++) {
        exits.add(emit(Op.SPLIT, here() + 1, 0));
        put(part);
      }
      exits.forEach(exit -> leave(exit, lazy));
    }
    if (possessive) {
      emit(Op.MATCH, 0, 0);
      operands.get(atomic)[0] = here();
    }
    return width.times(low, high);
  }

  /** Instructions that were written at {@code at}, to be written elsewhere. */
  private record Part(int at, List<Op> ops, List<int[]> operands) {}

  private Part takeOut(int from) {
    List<Op> taken = ops.subList(from, ops.size());
    List<int[]> theirs = operands.subList(from, operands.size());
    Part part = new Part(from, List.copyOf(taken), List.copyOf(theirs));
    taken.clear();
    theirs.clear();
    return part;
  }

  private void put(Part part) {
    int by = here() - part.at();
    for (int n = 0; n < part.ops().size(); n++) {
      Op op = part.ops().get(n);
      int x = part.operands().get(n)[0];
      int y = part.operands().get(n)[1];
      boolean goesToX =
          switch (op) {
            case SPLIT, JUMP, ATOMIC, AHEAD, NOT_AHEAD, BEHIND, NOT_BEHIND -> true;
            default -> false;
          };
      boolean goesToY = (op == Op.SPLIT && y >= 0) || op == Op.MOVED;
      emit(op, goesToX ? x + by : x, goesToY ? y + by : y);
    }
  }

  /** Lets a split, whose first way goes on, leave to here. */
  private void leave(int split, boolean lazy) {
    int[] ways = operands.get(split);
    ways[1] = here();
    if (lazy) {
      ways[1] = ways[0];
      ways[0] = here();
    }
  }

  private void loop(Part part, boolean once, boolean lazy, boolean mayBeEmpty) {
    int split = once ? -1 : emit(Op.SPLIT, here() + 1, 0);
    int begin = here();
    int mark = marks;
    int moved = -1;
    if (mayBeEmpty) {
      marks++;
      emit(Op.SAVE, mark, 0);
    }
    put(part);
    if (mayBeEmpty) {
      // A turn that matched nothing would go on for ever: it was the last one.
      moved = emit(Op.MOVED, mark, 0);
    }
    if (once) {
      split = emit(Op.SPLIT, begin, 0);
    } else {
      emit(Op.JUMP, split, 0);
    }
    leave(split, lazy);
    if (moved >= 0) {
      operands.get(moved)[1] = here();
    }
  }

  private Width atom() {
    char c = s.charAt(i);
    switch (c) {
      case '(' -> {
        i++;
        return group();
      }
      case '[' -> {
        return oneOf(classEnd());
      }
      case '\\' -> {
        return escape();
      }
      case '.' -> {
        i++;
        return emitSet(dotAll ? "[\\x00-\\x{10ffff}]" : "[^\\n]");
      }
      case '^' -> {
        i++;
        emit(multiline ? Op.START_OF_LINE : Op.START, 0, 0);
        return Width.NONE;
      }
      case '$' -> {
        i++;
        emit(multiline ? Op.END_OF_LINE : Op.END_BEFORE_BREAK, 0, 0);
        return Width.NONE;
      }
      default -> {
        int point = s.codePointAt(i);
        i += Character.charCount(point);
        return literal(point, Character.toString(point));
      }
    }
  }

  private Width literal(int c, String text) {
    if (ignoreCase) {
      return emitSet(text);
    }
    emit(Op.CHARACTER, c, 0);
    return new Width(Character.charCount(c), Character.charCount(c));
  }

  private Width oneOf(int end) {
    String text = s.substring(i, end);
    i = end;
    return emitSet(text);
  }

  private Width emitSet(String text) {
    int flags = FLAGS | (ignoreCase ? Pattern.CASE_INSENSITIVE : 0);
    OneOf set =
        sets.computeIfAbsent(
            flags + text,
            _ -> {
              budget.spend(8 + text.length());
              return new OneOf(compile(text, flags));
            });
    setOf.add(set);
    emit(Op.SET, setOf.size() - 1, 0);
    return new Width(1, 2);
  }

  private static Pattern compile(String text, int flags) {
    try {
      return Pattern.compile(text, flags);
    } catch (PatternSyntaxException e) {
      throw PyError.other("bad pattern: " + e.getDescription());
    }
  }

  private int classEnd() {
    int depth = 0;
    for (int p = i; ; p++) {
      char c = s.charAt(p);
      if (c == '\\') {
        p++;
      } else if (c == '[') {
        depth++;
      } else if (c == ']' && --depth == 0) {
        return p + 1;
      }
    }
  }

  private Width escape() {
    char c = s.charAt(i + 1);
    Op place =
        switch (c) {
          case 'b' -> Op.BOUNDARY;
          case 'B' -> Op.NO_BOUNDARY;
          case 'A', 'G' -> Op.START;
          case 'z' -> Op.END;
          default -> null;
        };
    if (place != null) {
      i += 2;
      emit(place, 0, 0);
      return Width.NONE;
    }
    if (c >= '1' && c <= '9') {
      int end = i + 1;
      while (end < s.length() && Character.isDigit(s.charAt(end))) {
        end++;
      }
      emit(Op.BACK, Integer.parseInt(s.substring(i + 1, end)), ignoreCase ? 1 : 0);
      i = end;
      return new Width(0, UNBOUNDED);
    }
    if (c == 'X') {
      i += 2;
      emit(Op.CLUSTER, 0, 0);
      return new Width(1, UNBOUNDED);
    }
    if (c == 'R') {
      i += 2;
      return lineBreak();
    }
    boolean braced =
        (c == 'x' || c == 'p' || c == 'P') && i + 2 < s.length() && s.charAt(i + 2) == '{';
    int end = braced ? s.indexOf('}', i) + 1 : c == 'x' ? i + 4 : i + 2;
    return oneOf(end);
  }

  /** A line break is one of several characters, or two. */
  private Width lineBreak() {
    int two = emit(Op.SPLIT, here() + 1, 0);
    emit(Op.CHARACTER, '\r', 0);
    emit(Op.CHARACTER, '\n', 0);
    int end = emit(Op.JUMP, 0, 0);
    operands.get(two)[1] = here();
    emitSet("[\\n-\\r\\x85\\x{2028}\\x{2029}]");
    operands.get(end)[0] = here();
    return new Width(1, 2);
  }

  private Width group() {
    if (!take("?")) {
      int group = ++groups;
      emit(Op.SAVE, 2 * group, 0);
      Width width = closed();
      emit(Op.SAVE, 2 * group + 1, 0);
      return width;
    }
    if (take(":")) {
      return closed();
    }
    if (take(">")) {
      return enclosed(Op.ATOMIC);
    }
    if (take("=")) {
      enclosed(Op.AHEAD);
      return Width.NONE;
    }
    if (take("!")) {
      enclosed(Op.NOT_AHEAD);
      return Width.NONE;
    }
    if (take("<=")) {
      enclosed(Op.BEHIND);
      return Width.NONE;
    }
    if (take("<!")) {
      enclosed(Op.NOT_BEHIND);
      return Width.NONE;
    }
    return flags();
  }

  private Width closed() {
    Width width = alternatives();
    i++;
    return width;
  }

  private Width enclosed(Op op) {
    int at = emit(op, 0, 0);
    Width width = closed();
    emit(Op.MATCH, (int) width.least(), (int) width.most());
    operands.get(at)[0] = here();
    return width;
  }

  private Width flags() {
    boolean i0 = ignoreCase;
    boolean m0 = multiline;
    boolean s0 = dotAll;
    boolean on = true;
    for (; s.charAt(i) != ')' && s.charAt(i) != ':'; i++) {
      switch (s.charAt(i)) {
        case '-' -> on = false;
        case 'i' -> ignoreCase = on;
        case 'm' -> multiline = on;
        case 's' -> dotAll = on;
        default -> {}
      }
    }
    if (s.charAt(i++) == ')') {
      return Width.NONE;
    }
    Width width = closed();
    ignoreCase = i0;
    multiline = m0;
    dotAll = s0;
    return width;
  }
}
