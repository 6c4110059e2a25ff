package dev.watchbill.domain.rule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where alert rules live.
 *
 * @param uid at most 40 letters, digits, {@code -} and {@code _}; unique in its organisation
 * @param number counts from 1 within the organisation
 * @param title unique among the folders of one parent
 * @param parentUid null for a folder that is in no other
 * @param createdBy login of whoever made it
 */
public record Folder(
    String uid,
    String org,
    long number,
    String title,
    @Nullable String parentUid,
    String createdBy,
    Instant createdAt,
    String updatedBy,
    Instant updatedAt,
    long version) {

  /** Folders above each other. */
  public static final int DEPTH = 4;

  /** Where people would look at it. */
  public String url() {
    return "/dashboards/f/" + uid + "/" + Slug.of(title);
  }

  /** The same folder under another title or in another place. */
  public Folder changed(String title, @Nullable String parentUid, String by, Instant at) {
    return new Folder(uid, org, number, title, parentUid, createdBy, createdAt, by, at, version);
  }
}
