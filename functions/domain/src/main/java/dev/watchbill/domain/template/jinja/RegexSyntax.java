package dev.watchbill.domain.template.jinja;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Python pattern, rewritten for re2j and for the JDK at once: both get the same meaning of {@code
 * \d \w \s \Z $}, of names and of classes, and re2j is ruled out as soon as something appears that
 * it cannot do.
 */
final class RegexSyntax {
  private static final int MAX_LENGTH = 10_000;
  private static final int MAX_SIZE = 100_000;

  /** Steps for a property of Unicode: re2j goes through its hundreds of ranges to compile it. */
  private static final int PROPERTY = 64;

  private static final int MAX_REPEAT_OF_RE2 = 1000;
  private static final int MAX_RECURSION = 5;
  private static final int MAX_NESTING = 150;

  private static final String SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\p{Z}";
  private static final String WORD = "\\p{L}\\p{M}\\p{N}\\p{Pc}";

  private static final Map<String, String> POSIX =
      Map.ofEntries(
          Map.entry("alpha", "\\p{L}"),
          Map.entry("digit", "\\p{Nd}"),
          Map.entry("alnum", "\\p{L}\\p{Nd}"),
          Map.entry("upper", "\\p{Lu}"),
          Map.entry("lower", "\\p{Ll}"),
          Map.entry("space", SPACE),
          Map.entry("blank", " \\t"),
          Map.entry("punct", "\\p{P}\\p{S}"),
          Map.entry("cntrl", "\\p{Cc}"),
          Map.entry("xdigit", "0-9A-Fa-f"),
          Map.entry("word", WORD));

  private final Budget budget;
  private final String s;
  private final StringBuilder re2 = new StringBuilder();
  private final StringBuilder java = new StringBuilder();
  private final Map<String, Integer> names = new HashMap<>();
  private int i;
  private int groups;
  private long size;
  private int nesting;
  private int recursion;
  private boolean linear = true;
  private boolean literal = true;
  private boolean multiline;
  private boolean endsLine;
  private boolean boundary;
  private com.google.re2j.@Nullable Pattern linearPattern;

  private RegexSyntax(Budget budget, String pattern) {
    this.budget = budget;
    this.s = pattern;
  }

  static RegexSyntax of(Budget budget, String pattern) {
    if (pattern.length() > MAX_LENGTH) {
      throw PyError.limit("the pattern is too large");
    }
    // re2j copies a literal at each of its characters.
    budget.spend(pattern.length() + (long) pattern.length() * pattern.length() / 64);
    RegexSyntax r = new RegexSyntax(budget, pattern);
    long size = r.alternatives();
    if (r.i < pattern.length()) {
      throw error("unbalanced parenthesis", r.i);
    }
    if (size > MAX_SIZE) {
      throw PyError.limit("the pattern is too large");
    }
    r.size = size;
    return r;
  }

  /**
   * How many parts it has with all repetitions written out: a linear matcher takes this long for
   * each character.
   */
  long size() {
    return size;
  }

  /** Whether it is a plain text, which re2j looks for as such. */
  boolean isLiteral() {
    return literal;
  }

  int groups() {
    return groups;
  }

  @Nullable Integer named(String name) {
    return names.get(name);
  }

  /**
   * Whether re2j gives Python's answer for this text: its {@code $} does not stop before a last
   * line break, and its word boundary only knows ASCII.
   */
  boolean isLinear(String value) {
    return linear
        && !(endsLine && value.endsWith("\n"))
        && !(boundary && !value.chars().allMatch(c -> c < 128));
  }

  com.google.re2j.Pattern linear() {
    if (linearPattern == null) {
      budget.spend(size);
      try {
        linearPattern = com.google.re2j.Pattern.compile(re2.toString());
      } catch (com.google.re2j.PatternSyntaxException e) {
        throw PyError.other("bad pattern: " + e.getDescription());
      }
    }
    return linearPattern;
  }

  /** For the texts and patterns that are not linear. */
  RegexProgram backtracking() {
    return RegexProgram.of(budget, java.toString(), groups);
  }

  private static PyError error(String what, int at) {
    return PyError.other(what + " at position " + at);
  }

  private void both(String text) {
    re2.append(text);
    java.append(text);
  }

  private void onlyJava(String text) {
    linear = false;
    java.append(text);
  }

  private long alternatives() {
    if (++nesting > MAX_NESTING) {
      throw PyError.recursion();
    }
    long size = 1;
    while (i < s.length() && s.charAt(i) != ')') {
      if (s.charAt(i) == '|') {
        literal = false;
        i++;
        both("|");
      } else {
        size += quantified();
      }
      if (size > MAX_SIZE) {
        throw PyError.limit("the pattern is too large");
      }
    }
    nesting--;
    return size;
  }

  private long quantified() {
    int start = i;
    long size = atom();
    return i < s.length() ? size * quantifier(start) : size;
  }

  /**
   * Copies a quantifier, if one stands here, and tells how often it may repeat what it stands
   * after.
   */
  private long quantifier(int start) {
    char c = s.charAt(i);
    literal &= c != '*' && c != '+' && c != '?' && c != '{';
    long times = 1;
    if (c == '*' || c == '+' || c == '?') {
      if (i == start) {
        throw error("nothing to repeat", i);
      }
      i++;
      both(String.valueOf(c));
    } else if (c == '{' && braces() != null) {
      int[] range = braces();
      if (range == null) {
        return 1;
      }
      i = s.indexOf('}', i) + 1;
      String text =
          range[0] == range[1]
              ? "{" + range[0] + "}"
              : "{" + range[0] + "," + (range[1] < 0 ? "" : range[1]) + "}";
      times = Math.max(1, Math.max(range[0], range[1]));
      if (times > MAX_REPEAT_OF_RE2) {
        onlyJava(text);
      } else {
        both(text);
      }
    } else {
      return 1;
    }
    if (i < s.length() && s.charAt(i) == '?') {
      i++;
      both("?");
    } else if (i < s.length() && s.charAt(i) == '+') {
      i++;
      onlyJava("+");
    }
    return times;
  }

  /** The bounds of {@code {n,m}} here, or null when the brace is an ordinary character. */
  private int @Nullable [] braces() {
    int end = s.indexOf('}', i);
    String inner = end < 0 ? "" : s.substring(i + 1, end);
    int comma = inner.indexOf(',');
    String low = comma < 0 ? inner : inner.substring(0, comma);
    String high = comma < 0 ? inner : inner.substring(comma + 1);
    boolean digits =
        low.length() < 6
            && high.length() < 6
            && (low + high).chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || (low + high).isEmpty()) {
      return null;
    }
    int min = low.isEmpty() ? 0 : Integer.parseInt(low);
    int max = high.isEmpty() ? -1 : Integer.parseInt(high);
    if (max >= 0 && max < min) {
      throw error("min repeat greater than max repeat", i);
    }
    return new int[] {min, max};
  }

  private long atom() {
    char c = s.charAt(i);
    literal &= "([\\$.^".indexOf(c) < 0;
    switch (c) {
      case '(' -> {
        return group();
      }
      case '[' -> {
        i++;
        characterClass();
      }
      case '\\' -> {
        i++;
        escape(false);
      }
      case '$' -> {
        i++;
        endsLine |= !multiline;
        both("$");
      }
      case '.', '^' -> {
        i++;
        both(String.valueOf(c));
      }
      case '*', '+', '?' -> {
        return 0;
      }
      default -> {
        int point = s.codePointAt(i);
        i += Character.charCount(point);
        literal(point);
      }
    }
    return 1;
  }

  private void literal(int c) {
    if (c < 128 && !Character.isLetterOrDigit(c)) {
      both(c == '\n' ? "\\n" : c < 32 || c == 127 ? String.format("\\x%02x", c) : "\\" + (char) c);
    } else {
      both(Character.toString(c));
    }
  }

  private boolean take(String text) {
    boolean there = s.startsWith(text, i);
    i += there ? text.length() : 0;
    return there;
  }

  private long group() {
    i++;
    if (!take("?")) {
      groups++;
      both(recursion > 0 ? "(?:" : "(");
      return rest();
    }
    if (take("#")) {
      int end = s.indexOf(')', i);
      if (end < 0) {
        throw error("missing ), unterminated comment", i);
      }
      i = end + 1;
      return 0;
    }
    if (take("P<")
        || (s.startsWith("<", i)
            && !s.startsWith("<=", i)
            && !s.startsWith("<!", i)
            && take("<"))) {
      int end = s.indexOf('>', i);
      if (end < 0) {
        throw error("missing >, unterminated name", i);
      }
      groups++;
      names.putIfAbsent(s.substring(i, end), groups);
      i = end + 1;
      both(recursion > 0 ? "(?:" : "(");
      return rest();
    }
    if (take("P=")) {
      int end = s.indexOf(')', i);
      Integer n = end < 0 ? null : names.get(s.substring(i, end));
      if (n == null) {
        throw error("unknown group name", i);
      }
      i = end + 1;
      onlyJava("(?:\\" + n + ")");
      return 1;
    }
    for (String look : new String[] {"<=", "<!", "=", "!", ">"}) {
      if (take(look)) {
        onlyJava("(?" + look);
        return rest();
      }
    }
    if (take("R)") || take("0)")) {
      return recurse();
    }
    if (take(":")) {
      both("(?:");
      return rest();
    }
    return flags();
  }

  /** {@code (?i)} and {@code (?i:…)}. */
  private long flags() {
    StringBuilder flags = new StringBuilder();
    boolean on = true;
    boolean before = multiline;
    while (i < s.length() && "aiLmsuxV01-fwbe".indexOf(s.charAt(i)) >= 0) {
      char c = s.charAt(i++);
      if (c == '-') {
        on = false;
        flags.append('-');
      } else if (c == 'm') {
        multiline = on;
        flags.append(c);
      } else if (c == 'x') {
        linear = false;
        flags.append(c);
      } else if (c == 'i' || c == 's') {
        flags.append(c);
      }
    }
    if (take(")")) {
      if (!flags.isEmpty()) {
        both("(?" + flags + ")");
      }
      return 0;
    }
    if (take(":")) {
      both("(?" + flags + ":");
      long size = rest();
      multiline = before;
      return size;
    }
    throw error("unknown extension", i);
  }

  private long rest() {
    long size = alternatives();
    if (i >= s.length()) {
      throw error("missing )", s.length());
    }
    i++;
    both(")");
    return size;
  }

  /**
   * The whole pattern inside itself: written out a few levels deep, which is as deep as it will
   * match.
   */
  private long recurse() {
    linear = false;
    if (recursion >= MAX_RECURSION) {
      java.append("(?!)");
      return 1;
    }
    budget.spend(s.length());
    int back = i;
    int known = groups;
    recursion++;
    java.append("(?:");
    i = 0;
    long size = alternatives();
    java.append(')');
    recursion--;
    groups = known;
    i = back;
    return size;
  }

  private void escape(boolean inClass) {
    if (i >= s.length()) {
      throw error("bad escape (end of pattern)", s.length() - 1);
    }
    int c = s.codePointAt(i);
    i += Character.charCount(c);
    if ("dDwWpP".indexOf(c) >= 0) {
      budget.spend(PROPERTY);
    }
    switch (c) {
      case 'd' -> both("\\p{Nd}");
      case 'D' -> both("\\P{Nd}");
      case 'w' -> both(inClass ? WORD : "[" + WORD + "]");
      case 's' -> both(inClass ? SPACE : "[" + SPACE + "]");
      case 'W' -> negated(inClass, WORD);
      case 'S' -> negated(inClass, SPACE);
      case 'p', 'P' -> property((char) c);
      case 'n', 't', 'r', 'f' -> both("\\" + (char) c);
      case 'a' -> both("\\x07");
      case 'v' -> both("\\x0b");
      case 'x' -> code(2);
      case 'u' -> code(4);
      case 'U' -> code(8);
      default -> {
        if (inClass && c == 'b') {
          both("\\x08");
        } else if (!inClass && anchor(c)) {
          return;
        } else if (!inClass && c >= '1' && c <= '9') {
          reference(c - '0');
        } else if (c == '0') {
          both("\\x00");
        } else if (c < 128 && Character.isLetter(c)) {
          throw error("bad escape \\" + (char) c, i - 2);
        } else {
          literal(c);
        }
      }
    }
  }

  private boolean anchor(int c) {
    switch (c) {
      case 'b', 'B' -> {
        boundary = true;
        both("\\" + (char) c);
      }
      case 'A' -> both("\\A");
      case 'Z', 'z' -> both("\\z");
      case 'G', 'X', 'R', 'h' -> onlyJava("\\" + (char) c);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void reference(int first) {
    int n = first;
    if (i < s.length() && Character.isDigit(s.charAt(i)) && n * 10 + s.charAt(i) - '0' <= groups) {
      n = n * 10 + s.charAt(i++) - '0';
    }
    if (n > groups) {
      throw error("invalid group reference", i);
    }
    onlyJava("(?:\\" + n + ")");
  }

  private void negated(boolean inClass, String set) {
    if (inClass) {
      onlyJava("[^" + set + "]");
    } else {
      both("[^" + set + "]");
    }
  }

  private void property(char p) {
    int end = i < s.length() && s.charAt(i) == '{' ? s.indexOf('}', i) : i;
    if (end < 0 || end >= s.length()) {
      throw error("bad escape \\" + p, i);
    }
    String name = s.substring(i, end + 1);
    i = end + 1;
    String bare = name.startsWith("{") ? name.substring(1, name.length() - 1) : name;
    if (!bare.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '^')) {
      throw error("unknown property", i);
    }
    boolean negative = bare.startsWith("^") != (p == 'P');
    String known = bare.startsWith("^") ? bare.substring(1) : bare;
    String text = "\\" + (negative ? 'P' : 'p') + "{" + known + "}";
    if (known.length() <= 2) {
      both(text);
    } else {
      onlyJava("\\" + (negative ? 'P' : 'p') + "{Is" + known + "}");
    }
  }

  private void code(int digits) {
    int value = 0;
    for (int n = 0; n < digits; n++) {
      int d = i < s.length() ? Character.digit(s.charAt(i), 16) : -1;
      if (d < 0) {
        throw error("incomplete escape", i);
      }
      value = value * 16 + d;
      i++;
    }
    if (value < 0 || value > 0x10ffff) {
      throw error("bad escape", i);
    }
    both("\\x{" + Integer.toHexString(value) + "}");
  }

  private void characterClass() {
    both("[");
    if (take("^")) {
      both("^");
    }
    boolean first = true;
    while (true) {
      if (i >= s.length()) {
        throw error("unterminated character set", s.length());
      }
      char c = s.charAt(i);
      if (c == ']' && !first) {
        i++;
        both("]");
        return;
      }
      first = false;
      if (c == '[' && s.startsWith("[:", i) && posix()) {
        continue;
      }
      if (c == '\\') {
        i++;
        escape(true);
      } else if (c == '-') {
        i++;
        boolean range = i < s.length() && s.charAt(i) != ']' && s.charAt(i - 2) != '[';
        both(range ? "-" : "\\-");
      } else {
        int point = s.codePointAt(i);
        i += Character.charCount(point);
        literal(point);
      }
    }
  }

  private boolean posix() {
    int end = s.indexOf(":]", i);
    if (end < 0) {
      return false;
    }
    String name = s.substring(i + 2, end);
    boolean negative = name.startsWith("^");
    String set = POSIX.get(negative ? name.substring(1) : name);
    if (set == null) {
      return false;
    }
    i = end + 2;
    if (negative) {
      onlyJava("[^" + set + "]");
    } else {
      both(set);
    }
    return true;
  }
}
