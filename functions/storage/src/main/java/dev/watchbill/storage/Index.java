package dev.watchbill.storage;

/** What a query reads: the table, or one of its two slim indexes that hold keys only. */
public enum Index {
  TABLE("", Item.PK, Item.SK),
  INDEX1("GSI1", Item.GSI1PK, Item.GSI1SK),
  INDEX2("GSI2", Item.GSI2PK, Item.GSI2SK);

  final String indexName;
  final String pk;
  final String sk;

  Index(String indexName, String pk, String sk) {
    this.indexName = indexName;
    this.pk = pk;
    this.sk = sk;
  }
}
