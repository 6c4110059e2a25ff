package dev.watchbill.domain.rule.legacy;

import dev.watchbill.domain.rule.Slug;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dashboard, kept for the alerts in its panels. Nothing here draws it, so what is in it is kept
 * apart and read only when it is asked for.
 *
 * @param uid at most 40 letters, digits, {@code -} and {@code _}; unique in its organisation
 * @param number counts from 1 within the organisation, never used again
 * @param folderUid null for one that is in no folder
 * @param title unique among the dashboards of one folder, without regard to case
 * @param saved how often it was saved: the version that clients see
 * @param version of the row
 */
public record Dashboard(
    String uid,
    String org,
    long number,
    @Nullable String folderUid,
    String title,
    List<String> tags,
    long saved,
    String createdBy,
    Instant createdAt,
    String updatedBy,
    Instant updatedAt,
    long version) {
  public Dashboard {
    tags = List.copyOf(tags);
  }

  public String slug() {
    return Slug.of(title);
  }

  /** Where people would look at it. */
  public String url() {
    return "/d/" + uid + "/" + slug();
  }
}
