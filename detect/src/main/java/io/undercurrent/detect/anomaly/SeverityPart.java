package io.undercurrent.detect.anomaly;

/** What the severity is made of; each part may be several {@link SeverityTerm}s. */
public enum SeverityPart {
    /** Errors of the forecasts made one event before. */
    ERROR,
    /** Errors of all older forecasts. */
    OLDER_ERRORS,
    /** Distance from the usual level. */
    LEVEL,
    /** Errors of the oldest forecast, in units of its own spread. */
    LONG_ERROR,
    /** Novelty of the last season's shape. */
    SHAPE,
    /** Novelty of the model's features. */
    FEATURES
}
