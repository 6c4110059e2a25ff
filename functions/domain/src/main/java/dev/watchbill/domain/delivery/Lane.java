package dev.watchbill.domain.delivery;

/**
 * The way outside: what waits for a stranger runs in a function of its own, so that a slow provider
 * delays no timer. A delivery that is handed over and lost is found by its lease.
 */
public interface Lane {

  /** Has a claimed delivery sent, some time soon. */
  void hand(String delivery);
}
