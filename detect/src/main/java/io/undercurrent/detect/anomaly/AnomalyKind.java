package io.undercurrent.detect.anomaly;

/** What an anomaly looks like when its episode starts. A spike may turn out to be a new level. */
public enum AnomalyKind {
    /** A value far above what was expected. */
    SPIKE,
    /** A value far below what was expected. */
    DIP,
    /** Values that stay far from the usual level, after a jump. */
    LEVEL_SHIFT,
    /** The same without a jump: the values moved away little by little. */
    DRIFT,
    /** Changes from value to value that are larger than ever. */
    SPREAD,
    /** Changes from value to value that are smaller than ever, none at all for instance. */
    FLAT_LINE,
    /** Values in their usual range whose course over a season is unlike all before. */
    SHAPE,
    /** A value in the usual range at a place where hardly any was, as between two usual levels. */
    RARE_VALUE,
    /** Channels that no longer move together as they did, each of them in its usual range. */
    CORRELATION,
    /** No event for much longer than usual; known once the next one comes. */
    MISSING_EVENTS,
    /** A discrete event that was improbable after those before it. */
    UNLIKELY_EVENT
}
