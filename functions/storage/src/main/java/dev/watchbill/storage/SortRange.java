package dev.watchbill.storage;

/** Which sort keys of a partition a query reads. Texts compare by their UTF-8 bytes. */
public sealed interface SortRange {

  record All() implements SortRange {}

  record Prefix(String prefix) implements SortRange {}

  /** From the first to the last, both included. */
  record Between(String first, String last) implements SortRange {}

  /** From here on, included. */
  record From(String first) implements SortRange {}

  /** Up to here, included. */
  record UpTo(String last) implements SortRange {}

  /** Beyond this, excluded. */
  record After(String bound) implements SortRange {}

  /** Short of this, excluded. */
  record Before(String bound) implements SortRange {}
}
