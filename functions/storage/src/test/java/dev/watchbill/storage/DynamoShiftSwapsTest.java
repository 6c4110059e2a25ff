package dev.watchbill.storage;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.schedule.ShiftSwap;

class DynamoShiftSwapsTest extends RowsContract<ShiftSwap> {

  @Override
  Rows<ShiftSwap> rows(Table table) {
    return new DynamoShiftSwaps(table);
  }

  @Override
  ShiftSwap row(String org, String id, String name) {
    return Rotations.swap(org, id, "S1", name);
  }

  @Override
  ShiftSwap renamed(ShiftSwap swap, String name, long version) {
    return new ShiftSwap(
        swap.id(),
        swap.org(),
        "S2",
        swap.start(),
        swap.end(),
        "text",
        swap.beneficiary(),
        name,
        swap.createdAt(),
        swap.updatedAt().plusSeconds(1),
        null,
        version);
  }

  @Override
  boolean namesAreUnique() {
    return false;
  }
}
