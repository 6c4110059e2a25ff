package dev.watchbill.storage;

import dev.watchbill.domain.rule.AlertRule;
import dev.watchbill.domain.rule.StoredGroup;
import java.util.List;
import java.util.Optional;

/** The rows that say which rules a group has, one for each group. */
final class RuleDirectory {
  private static final String FOLDER = "folder";
  private static final String TITLE = "title";
  private static final String RULES = "rules";

  /** A rule of a group. */
  record Entry(long number, String uid) {
    private static Entry of(AlertRule rule) {
      return new Entry(rule.id(), rule.uid());
    }

    private static Entry read(String text) {
      int space = text.indexOf(' ');
      return new Entry(Long.parseLong(text.substring(0, space)), text.substring(space + 1));
    }

    private String text() {
      return number + " " + uid;
    }
  }

  /** What makes the row that of the next version; nothing when the rules are the same ones. */
  static Optional<Write> write(StoredGroup old, StoredGroup next) {
    List<Entry> before = old.rules().stream().map(Entry::of).toList();
    List<Entry> after = next.rules().stream().map(Entry::of).toList();
    if (before.equals(after)) return Optional.empty();
    Key key =
        Keys.ruleDirectory(Keys.ruleGroup(next.org(), next.folderUid(), next.title()), next.org());
    if (after.isEmpty()) return Optional.of(Write.delete(key));
    return Optional.of(
        Write.put(
            Item.at(key, "rule-directory")
                .set(FOLDER, next.folderUid())
                .set(TITLE, next.title())
                .set(RULES, after.stream().map(Entry::text).toList())
                .build()));
  }

  static List<Entry> entries(Item row) {
    return row.texts(RULES).stream().map(Entry::read).toList();
  }

  static String folder(Item row) {
    return row.requiredText(FOLDER);
  }

  static String title(Item row) {
    return row.requiredText(TITLE);
  }

  private RuleDirectory() {}
}
