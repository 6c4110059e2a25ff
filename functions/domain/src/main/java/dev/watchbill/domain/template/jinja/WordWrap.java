package dev.watchbill.domain.template.jinja;

import java.util.ArrayList;
import java.util.List;

/**
 * Python's {@code textwrap.wrap}, line by line, as the {@code wordwrap} filter uses it. Chunks are
 * places in the line and not texts of their own: cutting a long word a thousand times copies it
 * once.
 */
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
    Sink out = run.sink();
    boolean first = true;
    for (Object line : Text.lines(run, text, false)) {
      if (!first) {
        out.append(by);
      }
      first = false;
      new Paragraph(PythonText.str(line), out, by).wrap();
    }
    return out.text();
  }

  private static boolean isSpace(int c) {
    return c == ' ' || (c >= 9 && c <= 13);
  }

  /** One line of the text, in code points, and where it is written to. */
  private final class Paragraph {
    private final int[] s;
    private final Sink out;
    private final String by;
    private boolean written;

    /** Where the chunks that are left begin; the last entry is the end of the last one. */
    private final List<Integer> starts = new ArrayList<>();

    private int chunk;

    /** Where the first chunk that is left begins: a broken one has lost its head. */
    private int at;

    Paragraph(String line, Sink out, String by) {
      run.budget().text(line.length());
      this.s = line.codePoints().toArray();
      this.out = out;
      this.by = by;
    }

    void wrap() {
      if (width <= 0) {
        throw PyError.value("invalid width " + width + " (must be > 0)");
      }
      for (int i = 0; i < s.length; i = chunkEnd(i)) {
        run.budget().step();
        starts.add(i);
      }
      starts.add(s.length);
      while (hasChunk()) {
        run.budget().step();
        if (written && isSpace(at, end())) {
          drop();
        }
        line();
      }
    }

    private boolean hasChunk() {
      return chunk < starts.size() - 1;
    }

    private int end() {
      return starts.get(chunk + 1);
    }

    private void drop() {
      at = end();
      chunk++;
    }

    private void line() {
      int from = at;
      int last = at;
      while (hasChunk() && end() - from <= width) {
        last = at;
        drop();
      }
      if (hasChunk() && end() - at > width) {
        int head = head((int) (width - (at - from)), at == from);
        // A head of nothing is still the last piece of the line, and saves the blank before it.
        last = breakLong || head > 0 ? at : last;
        at += head;
        if (at == end()) {
          chunk++;
        }
      }
      int to = last < at && isSpace(last, at) ? last : at;
      if (to > from) {
        if (written) {
          out.append(by);
        }
        written = true;
        for (int i = from; i < to; i++) {
          out.appendCodePoint(s[i]);
        }
      }
    }

    /** How much of a chunk that is longer than a line goes onto this one. */
    private int head(int room, boolean alone) {
      if (!breakLong) {
        return alone ? end() - at : 0;
      }
      if (!breakHyphens) {
        return room;
      }
      int hyphen = at + room - 1;
      while (hyphen > at && s[hyphen] != '-') {
        hyphen--;
      }
      int dashes = at;
      while (dashes < hyphen && s[dashes] == '-') {
        dashes++;
      }
      return hyphen > at && dashes < hyphen ? hyphen - at + 1 : room;
    }

    private boolean isSpace(int from, int to) {
      for (int i = from; i < to; i++) {
        if (!Text.isSpace(s[i])) {
          return false;
        }
      }
      return true;
    }

    /** The end of a run of white space, or of a word up to where a line may break. */
    private int chunkEnd(int i) {
      int end = i + 1;
      if (WordWrap.isSpace(s[i])) {
        while (end < s.length && WordWrap.isSpace(s[end])) {
          end++;
        }
      } else if (!breakHyphens) {
        while (end < s.length && !WordWrap.isSpace(s[end])) {
          end++;
        }
      } else {
        end = wordEnd(i);
      }
      return end;
    }

    private int wordEnd(int i) {
      if (i > 0 && isWordPunctuation(s[i - 1])) {
        int dashes = dashes(i);
        if (dashes >= 2 && isWord(i + dashes)) {
          return i + dashes;
        }
      }
      for (int j = i + 1; ; j++) {
        if (j >= s.length || WordWrap.isSpace(s[j])) {
          return j;
        }
        if (s[j] == '-') {
          boolean before =
              isLetter(j - 1) && (isLetter(j - 2) || (at(j - 2) == '-' && isLetter(j - 3)));
          boolean after =
              isLetter(j + 1) && (isLetter(j + 2) || (at(j + 2) == '-' && isLetter(j + 3)));
          if (before && after) {
            return j + 1;
          }
          // Asked in this order a run of dashes is counted once, at its first.
          if (isWordPunctuation(s[j - 1])) {
            int n = dashes(j);
            if (n >= 2 && isWord(j + n)) {
              return j;
            }
          }
        }
      }
    }

    private int dashes(int i) {
      int n = 0;
      while (at(i + n) == '-') {
        n++;
      }
      return n;
    }

    private int at(int i) {
      return i >= 0 && i < s.length ? s[i] : 0;
    }

    private boolean isLetter(int i) {
      return Character.isLetter(at(i)) || at(i) == '_';
    }

    private boolean isWord(int i) {
      return Character.isLetterOrDigit(at(i)) || at(i) == '_';
    }
  }

  private static boolean isWordPunctuation(int c) {
    return Character.isLetterOrDigit(c) || "_!\"'&.,?".indexOf(c) >= 0;
  }
}
