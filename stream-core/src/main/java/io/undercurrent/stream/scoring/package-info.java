/**
 * Scoring of events, which become dead letters or scores, anomalies and forecasts; and the identity
 * of the weights that a state belongs to.
 */
package io.undercurrent.stream.scoring;
