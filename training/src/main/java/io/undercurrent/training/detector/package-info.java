/**
 * Detectors of anomalies that are judged side by side: the real scorer, and baselines. A further
 * one implements {@link io.undercurrent.training.detector.Detector} and gets a {@link
 * io.undercurrent.training.detector.DetectorMethod}.
 */
package io.undercurrent.training.detector;
