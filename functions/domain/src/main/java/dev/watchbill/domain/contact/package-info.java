/**
 * Where notifications go: contact points, the types of receivers with their settings as one table
 * of data, and message templates.
 */
@NullMarked
package dev.watchbill.domain.contact;

import org.jspecify.annotations.NullMarked;
