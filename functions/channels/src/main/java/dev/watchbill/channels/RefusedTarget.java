package dev.watchbill.channels;

import java.io.IOException;

/** An outbound call was not made because of where it would have gone. */
public final class RefusedTarget extends IOException {

  private static final long serialVersionUID = 1L;

  RefusedTarget(String reason) {
    super(reason);
  }
}
