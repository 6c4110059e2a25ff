package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.alert.ResolutionNote;
import dev.watchbill.domain.alert.ResolutionNotes;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * The resolution notes of one group, which go with it at once. Those that a crash leaves behind are
 * erased with the rest of the group.
 */
public final class GroupNotes {
  private static final int TRIES = 10;

  private final ResolutionNotes notes;

  @Inject
  GroupNotes(ResolutionNotes notes) {
    this.notes = notes;
  }

  /** Removes them all. Repeatable. */
  public void remove(String org, String groupId) {
    for (ResolutionNote note : notes.all(org)) {
      if (note.groupId().equals(groupId)) remove(note);
    }
  }

  private void remove(ResolutionNote note) {
    Optional<ResolutionNote> current = Optional.of(note);
    for (int i = 0; i < TRIES && current.isPresent(); i++) {
      if (notes.delete(current.get()) instanceof Saved.Done) return;
      current = notes.find(note.org(), note.id()); // somebody wrote to it, or removed it as well
    }
    if (current.isPresent()) {
      throw new IllegalStateException("a note changed " + TRIES + " times while it was removed");
    }
  }
}
