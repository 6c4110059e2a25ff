package dev.watchbill.local;

import java.util.List;

/** A queue as its reader sees it. */
interface MessageSource {

  /** Takes up to so many visible messages; they come back unless they are deleted in time. */
  List<QueueMessage> receive(int most);

  /** Removes a message for good. The receipt of an older receive removes nothing. */
  void delete(QueueMessage message);
}
