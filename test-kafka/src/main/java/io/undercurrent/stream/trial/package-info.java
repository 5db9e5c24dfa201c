/**
 * Helpers for the tests of both runtimes: a recorded stream, brokers and programs as processes, and
 * audits of what was committed.
 */
package io.undercurrent.stream.trial;
