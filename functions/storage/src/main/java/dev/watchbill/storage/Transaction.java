package dev.watchbill.storage;

import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** The writes of one transaction in DynamoDB's form; a refused one brings the item that stands. */
final class Transaction {

  private static final ReturnValuesOnConditionCheckFailure FOUND =
      ReturnValuesOnConditionCheckFailure.ALL_OLD;

  private final String tableName;
  private final Instant now;

  Transaction(String tableName, Instant now) {
    this.tableName = tableName;
    this.now = now;
  }

  TransactWriteItem item(Write write) {
    var item = TransactWriteItem.builder();
    return switch (write) {
      case Write.Put put -> item.put(put(put)).build();
      case Write.Update update -> item.update(update(update)).build();
      case Write.Delete delete -> item.delete(delete(delete)).build();
      case Write.Check check -> item.conditionCheck(check(check)).build();
    };
  }

  private Put put(Write.Put put) {
    var expressions = new Expressions(now);
    return Put.builder()
        .tableName(tableName)
        .item(AttributeValues.of(put.item()))
        .conditionExpression(expressions.condition(put.condition()))
        .expressionAttributeNames(expressions.names())
        .expressionAttributeValues(expressions.values())
        .returnValuesOnConditionCheckFailure(FOUND)
        .build();
  }

  private Update update(Write.Update update) {
    var expressions = new Expressions(now);
    return Update.builder()
        .tableName(tableName)
        .key(AttributeValues.of(update.key()))
        .updateExpression(expressions.update(update.edits()))
        .conditionExpression(expressions.condition(update.condition()))
        .expressionAttributeNames(expressions.names())
        .expressionAttributeValues(expressions.values())
        .returnValuesOnConditionCheckFailure(FOUND)
        .build();
  }

  private Delete delete(Write.Delete delete) {
    var expressions = new Expressions(now);
    return Delete.builder()
        .tableName(tableName)
        .key(AttributeValues.of(delete.key()))
        .conditionExpression(expressions.condition(delete.condition()))
        .expressionAttributeNames(expressions.names())
        .expressionAttributeValues(expressions.values())
        .returnValuesOnConditionCheckFailure(FOUND)
        .build();
  }

  private ConditionCheck check(Write.Check check) {
    var expressions = new Expressions(now);
    return ConditionCheck.builder()
        .tableName(tableName)
        .key(AttributeValues.of(check.key()))
        .conditionExpression(expressions.condition(check.condition()))
        .expressionAttributeNames(expressions.names())
        .expressionAttributeValues(expressions.values())
        .returnValuesOnConditionCheckFailure(FOUND)
        .build();
  }
}
