package dev.watchbill.domain.template.jinja;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Python's {@code textwrap.wrap}, line by line, as the {@code wordwrap} filter uses it. */
final class WordWrap {
  private final Rendering run;
  private final long width;
  private final boolean breakLong;
  private final boolean breakHyphens;

  WordWrap(Rendering run, long width, boolean breakLong, boolean breakHyphens) {
    this.run = run;
    this.width = width;
    this.breakLong = breakLong;
    this.breakHyphens = breakHyphens;
  }

  String wrap(String text, String by) {
    List<String> paragraphs = new ArrayList<>();
    for (Object line : Text.lines(text, false)) {
      paragraphs.add(String.join(by, lines(chunks(PythonText.str(line)))));
    }
    long joints = Math.max(0, paragraphs.size() - 1L);
    run.budget().text(text.length() + joints * by.length());
    return String.join(by, paragraphs);
  }

  private List<String> lines(Deque<String> chunks) {
    if (width <= 0) {
      throw PyError.value("invalid width " + width + " (must be > 0)");
    }
    List<String> lines = new ArrayList<>();
    while (!chunks.isEmpty()) {
      run.budget().step();
      if (!lines.isEmpty() && Text.allSpace(chunks.getFirst())) {
        chunks.removeFirst();
      }
      Deque<String> line = new ArrayDeque<>();
      long length = 0;
      while (!chunks.isEmpty() && length + Text.length(chunks.getFirst()) <= width) {
        length += Text.length(chunks.getFirst());
        line.addLast(chunks.removeFirst());
      }
      if (!chunks.isEmpty() && Text.length(chunks.getFirst()) > width) {
        breakWord(chunks, line, width - length);
      }
      if (!line.isEmpty() && Text.allSpace(line.getLast())) {
        line.removeLast();
      }
      if (!line.isEmpty()) {
        lines.add(String.join("", line));
      }
    }
    return lines;
  }

  private void breakWord(Deque<String> chunks, Deque<String> line, long room) {
    if (!breakLong) {
      if (line.isEmpty()) {
        line.addLast(chunks.removeFirst());
      }
      return;
    }
    String chunk = chunks.removeFirst();
    int end = (int) room;
    if (breakHyphens) {
      int hyphen = Text.head(chunk, (int) room).lastIndexOf('-');
      if (hyphen > 0 && !chunk.substring(0, hyphen).chars().allMatch(c -> c == '-')) {
        end = Text.length(chunk.substring(0, hyphen)) + 1;
      }
    }
    String head = Text.head(chunk, end);
    line.addLast(head);
    chunks.addFirst(chunk.substring(head.length()));
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= 9 && c <= 13);
  }

  /** Runs of white space, and words cut where a line may break. */
  private Deque<String> chunks(String s) {
    Deque<String> out = new ArrayDeque<>();
    int i = 0;
    while (i < s.length()) {
      run.budget().step();
      int end = i + 1;
      if (isSpace(s.charAt(i))) {
        while (end < s.length() && isSpace(s.charAt(end))) {
          end++;
        }
      } else if (!breakHyphens) {
        while (end < s.length() && !isSpace(s.charAt(end))) {
          end++;
        }
      } else {
        end = wordEnd(s, i);
      }
      out.addLast(s.substring(i, end));
      i = end;
    }
    return out;
  }

  private static int wordEnd(String s, int i) {
    int dashes = dashes(s, i);
    if (i > 0 && isWordPunctuation(s.charAt(i - 1)) && dashes >= 2 && isWord(s, i + dashes)) {
      return i + dashes;
    }
    for (int j = i + 1; ; j++) {
      if (j >= s.length() || isSpace(s.charAt(j))) {
        return j;
      }
      if (s.charAt(j) == '-') {
        boolean before =
            isLetter(s, j - 1)
                && (isLetter(s, j - 2) || (at(s, j - 2) == '-' && isLetter(s, j - 3)));
        boolean after =
            isLetter(s, j + 1)
                && (isLetter(s, j + 2) || (at(s, j + 2) == '-' && isLetter(s, j + 3)));
        if (before && after) {
          return j + 1;
        }
        int n = dashes(s, j);
        if (n >= 2 && isWordPunctuation(s.charAt(j - 1)) && isWord(s, j + n)) {
          return j;
        }
      }
    }
  }

  private static int dashes(String s, int i) {
    int n = 0;
    while (at(s, i + n) == '-') {
      n++;
    }
    return n;
  }

  private static char at(String s, int i) {
    return i >= 0 && i < s.length() ? s.charAt(i) : 0;
  }

  private static boolean isLetter(String s, int i) {
    return Character.isLetter(at(s, i)) || at(s, i) == '_';
  }

  private static boolean isWord(String s, int i) {
    return Character.isLetterOrDigit(at(s, i)) || at(s, i) == '_';
  }

  private static boolean isWordPunctuation(char c) {
    return Character.isLetterOrDigit(c) || "_!\"'&.,?".indexOf(c) >= 0;
  }
}
