package dev.watchbill.domain.org;

import dev.watchbill.domain.LetterCase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an organisation has decided about paging (DESIGN §6).
 *
 * @param answerLinkHours how long a link in a message acts
 * @param acknowledgeReminder how long after an acknowledgement its maker is asked; zero = never
 * @param unacknowledgeTimeout how long the answer to that is waited for; zero = for ever
 * @param fallbackAddress a mail address for what reached nobody
 */
public record OrganizationSettings(
    OnFailedPage onFailedPage,
    Bundling bundling,
    AnswerLinkUse answerLinks,
    int answerLinkHours,
    Duration acknowledgeReminder,
    Duration unacknowledgeTimeout,
    @Nullable String fallbackAddress) {

  public static final OrganizationSettings DEFAULT =
      new OrganizationSettings(
          OnFailedPage.HURRY,
          Bundling.STORM,
          AnswerLinkUse.ACT,
          24,
          Duration.ZERO,
          Duration.ZERO,
          null);

  /** What follows when a page has failed. */
  public enum OnFailedPage {
    /** The next rule runs at once. */
    HURRY,
    /** Waits stay as people set them. */
    KEEP_TIME;

    public String slug() {
      return LetterCase.lower(name());
    }
  }

  /** What is collected in a storm. */
  public enum Bundling {
    STORM,
    SMS;

    public String slug() {
      return LetterCase.lower(name());
    }
  }

  /** What links in messages may do. */
  public enum AnswerLinkUse {
    ACT,
    VIEW,
    OFF;

    public String slug() {
      return LetterCase.lower(name());
    }
  }
}
