package dev.watchbill.domain.delivery;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The stored deliveries. They are written by changes alone, and forgotten after 90 days. */
public interface Deliveries {

  Optional<Delivery> find(String id);

  /** The ones of these ids that there are, in the order of the ids. */
  List<Delivery> those(Collection<String> ids);
}
