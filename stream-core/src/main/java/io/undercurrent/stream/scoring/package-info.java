/**
 * What becomes of an event: dead letter, score, anomaly, forecast; and which weights a state
 * belongs to.
 */
package io.undercurrent.stream.scoring;
