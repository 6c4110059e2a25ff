package dev.watchbill.engine.alert;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.alert.ResolutionNote;
import dev.watchbill.domain.alert.ResolutionNotes;
import dev.watchbill.engine.Commits;
import jakarta.inject.Inject;

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
    // Somebody may write to it, or remove it as well.
    boolean gone =
        commits.untilDone(
            () ->
                notes.find(note.org(), note.id()).stream()
                    .allMatch(current -> notes.delete(current) instanceof Saved.Done));
    if (!gone) throw new IllegalStateException("a note changes while it is removed");
  }
}
