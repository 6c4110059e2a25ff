/**
 * Where alerts come in: integrations, their types, templates and routes, and escalation chains they
 * lead to.
 */
@NullMarked
package dev.watchbill.domain.integration;

import org.jspecify.annotations.NullMarked;
