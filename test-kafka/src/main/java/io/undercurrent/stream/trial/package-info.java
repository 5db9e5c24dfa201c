/**
 * What tests of both runtimes are made of: a recorded stream, brokers and programs as processes,
 * and audits of what was committed.
 */
package io.undercurrent.stream.trial;
