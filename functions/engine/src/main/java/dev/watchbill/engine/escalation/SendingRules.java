package dev.watchbill.engine.escalation;

/** What an organisation has decided about sending. */
public interface SendingRules {

  /** Whether people's waits stay as they are when a message has failed. */
  boolean keepsTime(String org);

  /** Whether only texts are collected in a storm. */
  boolean collectsOnlySms(String org);
}
