package dev.watchbill.domain.integration;

import java.util.List;

/** Names for integrations that were created without one (spec oncall-api §2.3). */
public final class IntegrationNames {

  /** One emoji per decimal digit, 0 to 9. */
  private static final List<String> DIGITS =
      List.of(
          ":blush:",
          ":ghost:",
          ":apple:",
          ":heart:",
          ":sunglasses:",
          ":package:",
          ":balloon:",
          ":bell:",
          ":beer:",
          ":fire:");

  private IntegrationNames() {}

  /**
   * The type's title and the count spelled in emoji, so that no two default names of an
   * organisation are equal.
   *
   * @param countEverCreated integrations ever created in the organisation, deleted ones included
   */
  public static String defaultName(IntegrationType type, long countEverCreated) {
    StringBuilder emoji = new StringBuilder();
    Long.toString(Math.max(0, countEverCreated))
        .chars()
        .forEach(digit -> emoji.append(DIGITS.get(digit - '0')));
    return type.title() + " " + emoji;
  }
}
