package dev.watchbill.domain.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote down about a group (spec oncall-api §16). Notes made here have source Web.
 */
public record ResolutionNote(
    String id,
    String org,
    String groupId,
    @Nullable String author,
    String text,
    Instant groupCreatedAt,
    Instant createdAt,
    long version) {

  public ResolutionNote withText(String newText) {
    return new ResolutionNote(
        id, org, groupId, author, newText, groupCreatedAt, createdAt, version);
  }
}
