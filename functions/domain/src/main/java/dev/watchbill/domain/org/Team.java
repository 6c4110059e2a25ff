package dev.watchbill.domain.org;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A team and its members' ids, in the order they were given. */
public record Team(
    String id,
    String org,
    long grafanaId,
    String name,
    @Nullable String email,
    String avatarUrl,
    List<String> users,
    Instant createdAt,
    long version) {
  public Team {
    users = List.copyOf(users);
  }

  public Team withUsers(List<String> members) {
    return new Team(id, org, grafanaId, name, email, avatarUrl, members, createdAt, version);
  }
}
