package dev.watchbill.engine.org;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.engine.Commits;
import jakarta.inject.Inject;
import java.util.Optional;

/*
 * Two admins who remove each other at the same moment would both see the other one stay. So whoever removes an admin first writes
 * another admin, the guardian, as its next version, and then removes the first one at the version read before. If the guardian is
 * being removed as well, by somebody whose guardian is the first one, then of the two removals one finds a version it did not read:
 * for both to succeed, each guardian would have to be written before it was read by its own remover, which cannot hold for both.
 */
/** An organisation always has an admin. */
public final class LastAdmin {
  private final Users users;
  private final Commits commits;

  @Inject
  public LastAdmin(Users users, Commits commits) {
    this.users = users;
    this.commits = commits;
  }

  /** Whether somebody else stays an admin. */
  public enum Other {
    STAYS,
    /** There is nobody else. */
    NONE,
    /** Others keep changing the one who would stay. */
    CONTENDED
  }

  /**
   * Whether this admin, as read just now, may be deleted or get another role: when another admin is
   * sure to stay, provided the row is then written at the version it has here.
   */
  public Other without(User admin) {
    return commits
        .again(
            () -> {
              Optional<User> guardian =
                  users.all(admin.org()).stream()
                      .filter(user -> user.role() == Role.ADMIN && !user.id().equals(admin.id()))
                      .findFirst();
              if (guardian.isEmpty()) return Optional.of(Other.NONE);
              return users.replace(guardian.get()) instanceof Saved.Done
                  ? Optional.of(Other.STAYS)
                  : Optional.empty();
            })
        .orElse(Other.CONTENDED);
  }
}
