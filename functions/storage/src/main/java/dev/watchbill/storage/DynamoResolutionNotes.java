package dev.watchbill.storage;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.alert.ResolutionNote;
import dev.watchbill.domain.alert.ResolutionNotes;
import java.util.List;
import java.util.Optional;

/** Resolution notes in the table. */
public final class DynamoResolutionNotes implements ResolutionNotes {

  private final ConfigRows<ResolutionNote> rows;

  public DynamoResolutionNotes(Table table) {
    rows = new ConfigRows<>(table, new Shape());
  }

  @Override
  public Optional<ResolutionNote> find(String org, String id) {
    return rows.find(org, id);
  }

  @Override
  public List<ResolutionNote> all(String org) {
    return rows.all(org);
  }

  @Override
  public Saved create(ResolutionNote note) {
    return rows.create(note);
  }

  @Override
  public Saved replace(ResolutionNote note) {
    return rows.replace(note);
  }

  @Override
  public Saved delete(ResolutionNote note) {
    return rows.delete(note);
  }

  static final class Shape implements RowShape<ResolutionNote> {

    static final String KIND = "note";
    static final String GROUP = "group";

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public String org(ResolutionNote note) {
      return note.org();
    }

    @Override
    public String id(ResolutionNote note) {
      return note.id();
    }

    @Override
    public long version(ResolutionNote note) {
      return note.version();
    }

    @Override
    public void write(ResolutionNote note, Item.Builder to) {
      to.set(GROUP, note.groupId())
          .set("author", note.author())
          .set("text", note.text())
          .set("groupCreated", note.groupCreatedAt())
          .set(CREATED, note.createdAt());
    }

    @Override
    public ResolutionNote read(String org, Item item) {
      return new ResolutionNote(
          item.key().sk(),
          org,
          item.requiredText(GROUP),
          item.text("author"),
          item.requiredText("text"),
          item.requiredInstant("groupCreated"),
          item.requiredInstant(CREATED),
          item.version());
    }
  }
}
