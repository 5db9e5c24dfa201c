package io.undercurrent.training.detector;

/**
 * What a detector is told about a key before its first event. There is nothing about the key's
 * values in it: one configuration serves every series.
 *
 * @param channels values of one event that are judged
 * @param covariates values after these that are only read
 * @param alarmRate the declared rate of alarms, in (0, 0.2]
 */
public record DetectorSetup(int channels, int covariates, double alarmRate) {}
