/**
 * The single table: keys, items, conditions, transactions, paging, counters.
 *
 * <p>Everything is written on {@link dev.watchbill.storage.Table}. Only {@link
 * dev.watchbill.storage.DynamoTable} and the package-private classes behind it know the AWS SDK.
 */
@NullMarked
package dev.watchbill.storage;

import org.jspecify.annotations.NullMarked;
