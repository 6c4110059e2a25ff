/** Tests of the jobs, and fixtures for the tests of other rooms. */
@NullMarked
package dev.watchbill.handlers.jobs;

import org.jspecify.annotations.NullMarked;
