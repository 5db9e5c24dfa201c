/**
 * Judges detectors on labelled series by the rules of public benchmarks: NAB's score, the VUS-PR of
 * TSB-AD, point and event F1, and alarms outside anomalies over the declared rate.
 */
package io.undercurrent.training.evaluate.anomaly;
