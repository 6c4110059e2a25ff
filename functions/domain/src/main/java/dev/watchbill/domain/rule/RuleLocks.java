package dev.watchbill.domain.rule;

/**
 * By what requests notice each other that write different groups.
 *
 * @param uids moves when a uid that a client chose is stored for the first time
 * @param references moves when rules name contact points or mute timings
 */
public record RuleLocks(long uids, long references) {}
