/**
 * Integrations: the doors alerts come in through. Their types as data (capabilities, default
 * templates, example payloads), the catalogue of templates an integration can override, and the
 * rules that choose a route for a payload.
 */
@NullMarked
package dev.watchbill.domain.integration;

import org.jspecify.annotations.NullMarked;
