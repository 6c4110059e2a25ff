@NullMarked
package dev.watchbill.dynamodblocal;

import org.jspecify.annotations.NullMarked;
