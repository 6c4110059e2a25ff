package dev.watchbill.domain.integration;

import dev.watchbill.domain.Rows;

/**
 * The stored escalation chains; a name is unique in its organisation. Deleting one also detaches
 * the routes that lead to it, and its steps go with it.
 */
public interface EscalationChains extends Rows<EscalationChain> {}
