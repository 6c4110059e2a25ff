package dev.watchbill.engine.alert;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.alert.ResolutionNote;
import dev.watchbill.domain.alert.ResolutionNotes;
import dev.watchbill.engine.Commits;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * The resolution notes of one group, which go with it at once. Those that a crash leaves behind are
 * erased with the rest of the group.
 */
public final class GroupNotes {
  private final ResolutionNotes notes;
  private final Commits commits;

  @Inject
  public GroupNotes(ResolutionNotes notes, Commits commits) {
    this.notes = notes;
    this.commits = commits;
  }

  /** Removes them all. Repeatable. */
  public void remove(String org, String groupId) {
    for (ResolutionNote note : notes.all(org)) {
      if (note.groupId().equals(groupId)) remove(note);
    }
  }

  private void remove(ResolutionNote note) {
    boolean gone =
        commits
            .again(
                () ->
                    // Somebody may write to it, or remove it as well.
                    notes
                        .find(note.org(), note.id())
                        .map(current -> done(notes.delete(current)))
                        .orElse(Optional.of(true)))
            .isPresent();
    if (!gone) throw new IllegalStateException("a note changes while it is removed");
  }

  private static Optional<Boolean> done(Saved saved) {
    return saved instanceof Saved.Done ? Optional.of(true) : Optional.empty();
  }
}
