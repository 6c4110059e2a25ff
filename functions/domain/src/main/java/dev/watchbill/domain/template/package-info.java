/**
 * Template languages users write: {@code jinja} for integrations and outgoing webhooks, {@code
 * gotemplate} for notifications. Interpreters over plain values (Map, List, String, number,
 * boolean, null), with limits; nothing a template says can reach the program around it.
 */
@NullMarked
package dev.watchbill.domain.template;

import org.jspecify.annotations.NullMarked;
