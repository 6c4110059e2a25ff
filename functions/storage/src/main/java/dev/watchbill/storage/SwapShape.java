package dev.watchbill.storage;

import dev.watchbill.domain.schedule.ShiftSwap;

/** A request to swap as a row, and what a taken one means for its schedule. */
final class SwapShape implements RowShape<ShiftSwap> {

  /** The kind of the deleted ones. */
  static final String GONE = "swap-gone";

  private static final String ID = "id";

  @Override
  public String kind() {
    return "swap";
  }

  @Override
  public String org(ShiftSwap swap) {
    return swap.org();
  }

  @Override
  public String id(ShiftSwap swap) {
    return swap.id();
  }

  @Override
  public long version(ShiftSwap swap) {
    return swap.version();
  }

  static Key takenKey(ShiftSwap swap) {
    return Keys.takenSwap(swap.org(), swap.schedule(), swap.end(), swap.id());
  }

  Item taken(ShiftSwap swap) {
    var builder = Item.at(takenKey(swap), "swap-taken").version(swap.version());
    write(swap, builder);
    return builder.set(ID, swap.id()).build();
  }

  /** A deleted one, kept under another kind. */
  Item gone(ShiftSwap swap) {
    var builder = Item.at(Keys.row(swap.org(), GONE, swap.id()), GONE).version(swap.version() + 1);
    write(swap, builder);
    return builder.build();
  }

  ShiftSwap readTaken(String org, Item item) {
    return read(org, item.requiredText(ID), item);
  }

  @Override
  public void write(ShiftSwap swap, Item.Builder to) {
    to.set("schedule", swap.schedule())
        .set("start", swap.start())
        .set("end", swap.end())
        .set("description", swap.description())
        .set("beneficiary", swap.beneficiary())
        .set("benefactor", swap.benefactor())
        .set("updated", swap.updatedAt())
        .set("deleted", swap.deletedAt())
        .set(CREATED, swap.createdAt());
  }

  @Override
  public ShiftSwap read(String org, Item item) {
    return read(org, item.key().sk(), item);
  }

  private static ShiftSwap read(String org, String id, Item item) {
    return new ShiftSwap(
        id,
        org,
        item.requiredText("schedule"),
        item.requiredInstant("start"),
        item.requiredInstant("end"),
        item.text("description"),
        item.requiredText("beneficiary"),
        item.text("benefactor"),
        item.requiredInstant(CREATED),
        item.requiredInstant("updated"),
        item.instant("deleted"),
        item.version());
  }
}
