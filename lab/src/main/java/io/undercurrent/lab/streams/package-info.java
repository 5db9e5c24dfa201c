/**
 * Streams of which everything is known because they are drawn: families without any anomaly, by
 * which the stated rate of alarms is judged, and the same families with anomalies of seven kinds
 * planted on them.
 *
 * <p>Each stream is determined by its family, seed and index on every machine, as those of {@link
 * io.undercurrent.lab.synthetic} are. Nothing is trained on these streams.
 */
package io.undercurrent.lab.streams;
