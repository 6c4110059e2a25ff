package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/*
 * A text that everybody knows, sealed with the key, stands in the table from the first start on. A table of an earlier release has
 * none: there the key has to open some of what was sealed before, and a table without anything sealed takes any key.
 *
 * Two first starts at once both find nothing: the row of one of them stands, and the other one checks its key against that.
 */
/** Whether a key is the one that sealed what a table holds. */
public final class KeyCheck {

  /** Another key sealed the secrets of this table. The message is for whoever starts it. */
  public static final class WrongKey extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongKey() {
      super(
          "the data key is not the one that sealed the secrets in this table;"
              + " put the earlier key back, or start with an empty table");
    }
  }

  private static final String KNOWN = "watchbill";
  private static final String SEALED = "sealed";

  /** Sealed texts that are tried: a few may be damaged, but hardly all of them. */
  private static final int TRIED = 20;

  /**
   * Lets the right key pass. Costs one read.
   *
   * @throws WrongKey when another key sealed what is there
   */
  public static void verify(Table table, SecretBox box) {
    Optional<Item> row = table.get(Keys.keyCheck());
    if (row.isEmpty()) {
      List<String> earlier = earlier(table);
      if (!earlier.isEmpty() && earlier.stream().noneMatch(text -> opens(box, text))) {
        throw new WrongKey();
      }
      Item first = Item.at(Keys.keyCheck(), "key").set(SEALED, box.seal(KNOWN)).build();
      if (table.transact(List.of(Write.put(first, absent()))).done()) return;
      row = table.get(Keys.keyCheck());
    }
    String sealed = row.map(item -> item.text(SEALED)).orElse(null);
    if (sealed == null || !opens(box, sealed)) throw new WrongKey();
  }

  private static boolean opens(SecretBox box, String sealed) {
    try {
      box.open(sealed);
      return true;
    } catch (SecretBox.Unreadable e) {
      return false;
    }
  }

  /** Some of what an earlier release sealed: tokens of integrations. */
  private static List<String> earlier(Table table) {
    List<String> sealed = new ArrayList<>();
    for (Item org : ConfigRows.items(table, Query.of(Keys.ORGANIZATIONS))) {
      String partition = Keys.rows(org.key().sk(), IntegrationShape.KIND);
      for (Item row : table.query(Query.of(partition).limit(TRIED)).items()) {
        if (row.attributes().get(IntegrationShape.TOKEN) instanceof String token) sealed.add(token);
      }
      if (sealed.size() >= TRIED) break;
    }
    return sealed;
  }

  private KeyCheck() {}
}
