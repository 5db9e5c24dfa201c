package io.undercurrent.demo.observe;

import io.undercurrent.schemas.Score;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** The newest values of the first so many keys; of the others only how many there are. */
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
            alarms.putIfAbsent(key, 0L); // a rate sees only what began at 0
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

    void write(Exposition out) {
        fields(out, "undercurrent_value", "The newest observed value.", Score::getValues);
        fields(
                out,
                "undercurrent_expected",
                "The median of the forecast made before the newest event.",
                Score::getExpected);
        fields(
                out,
                "undercurrent_lower",
                "A value below it would have been an alarm.",
                Score::getLower);
        fields(
                out,
                "undercurrent_upper",
                "A value above it would have been an alarm.",
                Score::getUpper);
        out.family(
                "undercurrent_score",
                "gauge",
                "The newest event's score from 0 to 1; 0.5 and more is an alarm.");
        newest.forEach(
                (key, score) -> out.sample("undercurrent_score", score.getScore(), "key", key));
        out.family(
                "undercurrent_alarms_total",
                "counter",
                "Anomalies; without key: those of keys beyond --max-keys.");
        alarms.forEach((key, count) -> out.sample("undercurrent_alarms_total", count, "key", key));
        out.sample("undercurrent_alarms_total", alarmsOfOthers);
    }

    private void fields(
            Exposition out, String name, String help, Function<Score, List<Double>> values) {
        out.family(name, "gauge", help);
        newest.forEach(
                (key, score) -> {
                    List<Double> all = values.apply(score);
                    for (int f = 0; f < Math.min(fields.size(), all.size()); f++) {
                        if (all.get(f) != null) {
                            out.sample(name, all.get(f), "key", key, "field", fields.get(f));
                        }
                    }
                });
    }
}
