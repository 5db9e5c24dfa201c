package io.undercurrent.demo.observe;

import io.undercurrent.schemas.Score;
import io.undercurrent.stream.metrics.Metrics;
import io.undercurrent.stream.metrics.StreamMetric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Keeps the newest score of each of the first {@code most} keys for gauges; of other keys it counts
 * only alarms.
 */
final class KeyGauges {
    private final List<String> fields;
    private final int most;
    private final Consumer<String> say;
    private final Map<String, Score> newest = new LinkedHashMap<>();
    private final Map<String, Long> alarms = new LinkedHashMap<>();
    private long alarmsOfOthers;
    private boolean full;

    KeyGauges(List<String> fields, int most, Consumer<String> say) {
        this.fields = fields;
        this.most = most;
        this.say = say;
    }

    void score(Score score) {
        String key = score.getKey();
        if (newest.containsKey(key) || newest.size() < most) {
            newest.put(key, score);
            alarms.putIfAbsent(key, 0L); // Prometheus' rate() needs a counter that starts at 0
        } else if (!full) {
            full = true;
            say.accept(
                    String.format(
                            Locale.ROOT,
                            "more than %d keys: the first ones have gauges, the others are only counted (--max-keys)",
                            most));
        }
    }

    void alarm(String key) {
        if (alarms.containsKey(key) || alarms.size() < most) {
            alarms.merge(key, 1L, Long::sum);
        } else {
            alarmsOfOthers++;
        }
    }

    void show(Metrics out) {
        fields(out, StreamMetric.VALUE, Score::getValues);
        fields(out, StreamMetric.EXPECTED, Score::getExpected);
        fields(out, StreamMetric.LOWER, Score::getLower);
        fields(out, StreamMetric.UPPER, Score::getUpper);
        newest.forEach((key, score) -> out.gauge(StreamMetric.SCORE, score::getScore, key));
        newest.forEach((key, score) -> out.gauge(StreamMetric.SEVERITY, score::getSeverity, key));
        alarms.forEach((key, count) -> out.counter(StreamMetric.ALARMS, () -> count, key));
        // For Prometheus an empty label is the same as no label.
        out.counter(StreamMetric.ALARMS, () -> alarmsOfOthers, "");
    }

    private void fields(Metrics out, StreamMetric metric, Function<Score, List<Double>> values) {
        newest.forEach(
                (key, score) -> {
                    List<Double> all = values.apply(score);
                    for (int f = 0; f < Math.min(fields.size(), all.size()); f++) {
                        Double value = all.get(f);
                        if (value != null) {
                            out.gauge(metric, () -> value, key, fields.get(f));
                        }
                    }
                });
    }
}
