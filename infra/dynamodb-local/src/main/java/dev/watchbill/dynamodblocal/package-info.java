/**
 * DynamoDB Local as a process of its own, so that its old dependencies stay out of every other
 * class path. {@link dev.watchbill.dynamodblocal.DynamoDbLocal} is that process; {@link
 * dev.watchbill.dynamodblocal.DynamoDbLocalProcess} starts it and needs nothing but the JDK.
 */
@NullMarked
package dev.watchbill.dynamodblocal;

import org.jspecify.annotations.NullMarked;
