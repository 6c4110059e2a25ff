package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.handlers.http.Problem;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * Two admins who remove each other at the same moment would both see the other one stay. So whoever removes an admin first writes
 * another admin, the guardian, as its next version, and then removes the first one at the version read before. If the guardian is
 * being removed as well, by somebody whose guardian is the first one, then of the two removals one finds a version it did not read:
 * for both to succeed, each guardian would have to be written before it was read by its own remover, which cannot hold for both.
 */
/** An organisation always has an admin. */
final class LastAdmin {
  private final Users users;

  @Inject
  LastAdmin(Users users) {
    this.users = users;
  }

  /**
   * Why this admin, as read just now, can neither be deleted nor get another role; null when
   * another admin is sure to stay, provided the row is then written at the version it has here.
   */
  @Nullable Problem wouldGo(User admin) {
    for (int i = 0; i < ConfigResource.TRIES; i++) {
      Optional<User> guardian =
          users.all(admin.org()).stream()
              .filter(user -> user.role() == Role.ADMIN && !user.id().equals(admin.id()))
              .findFirst();
      if (guardian.isEmpty()) {
        return new Problem.Refused("The last admin of an organization cannot go.");
      }
      if (users.replace(guardian.get()) instanceof Saved.Done) return null;
    }
    return ConfigResource.contended();
  }
}
