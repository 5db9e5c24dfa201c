package io.undercurrent.lab.streams;

/**
 * One planted anomaly.
 *
 * @param kind what was done
 * @param first first event whose value is another than without it
 * @param last last event whose value is another than without it
 */
public record PlantedAnomaly(AnomalyKind kind, int first, int last) {}
