package io.undercurrent.detect.anomaly;

/** A channel's newest values, which the caller keeps anyway. */
public interface Past {
    /** Length of the channel's main season in events; 0 if none is known. */
    int season();

    /**
     * The value {@code events} events ago, 0 for the newest.
     *
     * @return NaN if it is missing or not kept
     */
    double ago(int events);
}
