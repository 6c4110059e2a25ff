package dev.watchbill.domain.webhook;

import dev.watchbill.domain.Rows;
import java.util.List;

/** The stored webhooks; names are unique in an organisation. */
public interface Webhooks extends Rows<Webhook> {

  /** Webhooks that an organisation may have: every event of a group looks at all of them. */
  int LIMIT = 300;

  /** All of them, their secrets as they are stored: asks for no key. */
  List<Webhook> unopened(String org);

  /** Whether there is such a webhook; asks for no key, as nothing of it is opened. */
  boolean has(String org, String id);
}
