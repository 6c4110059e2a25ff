package dev.watchbill.storage;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.rule.Folder;
import dev.watchbill.domain.rule.Folders;
import java.util.List;
import java.util.Optional;

/** Folders in the table. */
public final class DynamoFolders implements Folders {

  private final ConfigRows<Folder> rows;

  public DynamoFolders(Table table) {
    rows = new ConfigRows<>(table, new Shape());
  }

  @Override
  public Optional<Folder> find(String org, String id) {
    return rows.find(org, id);
  }

  @Override
  public List<Folder> all(String org) {
    return rows.all(org);
  }

  @Override
  public Saved create(Folder folder) {
    return rows.create(folder);
  }

  @Override
  public Saved replace(Folder folder) {
    return rows.replace(folder);
  }

  @Override
  public Saved delete(Folder folder) {
    return rows.delete(folder);
  }

  private static final class Shape implements RowShape<Folder> {

    @Override
    public String kind() {
      return "folder";
    }

    @Override
    public String org(Folder folder) {
      return folder.org();
    }

    @Override
    public String id(Folder folder) {
      return folder.uid();
    }

    @Override
    public long version(Folder folder) {
      return folder.version();
    }

    @Override
    public List<Key> claims(Folder folder) {
      String parent = folder.parentUid() == null ? "" : folder.parentUid();
      return List.of(Keys.uniqueName(folder.org(), kind(), parent + "/" + folder.title()));
    }

    @Override
    public void write(Folder folder, Item.Builder to) {
      to.set("number", folder.number())
          .set("title", folder.title())
          .set("parent", folder.parentUid())
          .set("maker", folder.createdBy())
          .set(CREATED, folder.createdAt())
          .set("editor", folder.updatedBy())
          .set("updated", folder.updatedAt());
    }

    @Override
    public Folder read(String org, Item item) {
      return new Folder(
          item.key().sk(),
          org,
          item.requiredNumber("number"),
          item.requiredText("title"),
          item.text("parent"),
          item.requiredText("maker"),
          item.requiredInstant(CREATED),
          item.requiredText("editor"),
          item.requiredInstant("updated"),
          item.version());
    }
  }
}
