package dev.watchbill.storage;

import dev.watchbill.domain.delivery.Deliveries;
import dev.watchbill.domain.delivery.Delivery;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Deliveries in the table. */
public final class DynamoDeliveries implements Deliveries {

  private final Table table;

  public DynamoDeliveries(Table table) {
    this.table = table;
  }

  @Override
  public Optional<Delivery> find(String id) {
    if (!Keys.isId(id)) return Optional.empty();
    return table.get(Keys.delivery(id)).map(DeliveryRow::read);
  }

  @Override
  public List<Delivery> those(Collection<String> ids) {
    List<Key> keys = ids.stream().distinct().filter(Keys::isId).map(Keys::delivery).toList();
    return keys.isEmpty() ? List.of() : Readable.of(table, table.getAll(keys), DeliveryRow::read);
  }
}
