/**
 * The detector: from the values and forecasts of a channel to two numbers, and from those of all
 * channels of a key to alarms.
 *
 * <p>Each <em>statistic</em> measures one way in which an event can be unusual, from 0 upwards:
 * errors of forecasts that were made long and short before ({@link
 * io.undercurrent.detect.anomaly.Residuals}), distance from the level, records of range and spread,
 * novelty of the last season's shape and of the model's features, places where hardly any value was
 * ({@link io.undercurrent.detect.anomaly.Places}). Two numbers come of them:
 *
 * <ul>
 *   <li>{@code severity}, from sizes in slowly learned units. It stays high while the key behaves
 *       unlike before, and it ranks events.
 *   <li>{@code surprise}, from how rare these sizes were for this key ({@link
 *       io.undercurrent.detect.anomaly.Rarity}). What has been seen counts less, so it is high at
 *       the onset. It raises the alarm ({@link io.undercurrent.detect.anomaly.EpisodeThreshold}).
 * </ul>
 *
 * <p>As in {@link io.undercurrent.detect}, no class owns its state. It is some 64-bit numbers at an
 * offset in one array of the caller and some 32-bit numbers at an offset in another. An event
 * allocates nothing, and results are the same on every machine.
 */
package io.undercurrent.detect.anomaly;
