package dev.watchbill.domain.integration;

/** A key and a value; of a dynamic label the value is a Jinja2 template. */
public record Label(String key, String value) {}
