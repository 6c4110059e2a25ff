package dev.watchbill.engine.escalation;

import dev.watchbill.domain.org.Organization;
import dev.watchbill.domain.org.OrganizationSettings;
import dev.watchbill.domain.org.OrganizationSettings.Bundling;
import dev.watchbill.domain.org.OrganizationSettings.OnFailedPage;
import dev.watchbill.domain.org.Organizations;
import jakarta.inject.Inject;

/** What an organisation has decided about sending. */
public final class SendingRules {
  private final Organizations organizations;

  @Inject
  public SendingRules(Organizations organizations) {
    this.organizations = organizations;
  }

  /** Of one that is gone: the default. */
  public OrganizationSettings of(String org) {
    return organizations.find(org).map(Organization::settings).orElse(OrganizationSettings.DEFAULT);
  }

  /** Whether people's waits stay as they are when a message has failed. */
  public boolean keepsTime(String org) {
    return of(org).onFailedPage() == OnFailedPage.KEEP_TIME;
  }

  /** Whether only texts are collected in a storm. */
  static boolean onlySms(OrganizationSettings settings) {
    return settings.bundling() == Bundling.SMS;
  }
}
