package dev.watchbill.domain.contact.legacy;

import dev.watchbill.domain.Rows;

/** The stored cards, by the uids of their integrations. */
public interface ChannelCards extends Rows<ChannelCard> {}
