package io.undercurrent.demo.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.demo.generate.Label;
import io.undercurrent.detect.episode.EpisodeRules;
import io.undercurrent.stream.metrics.PrometheusText;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What counts as detected and as false, however labels and scores come in. */
class QualityTest {
    private static final long SECOND = 1_000_000;
    private static final long GRACE = 10 * SECOND;
    private static final long GAP = 5 * SECOND;
    private static final EpisodeRules RULES = new EpisodeRules(GAP, 0.6, 0.8);

    /** One event of a key. */
    private record Event(String key, long time, boolean alarm) {}

    @Test
    void anAlarmWithinGraceDetectsAndOneBeyondIsFalse() {
        Quality quality = new Quality(GRACE, RULES);
        quality.event("k", 0, false);
        quality.label(label("k", 100, 110));
        quality.event("k", 120 * SECOND, true); // the last moment of the grace
        quality.event("k", 126 * SECOND, true); // further away than the gap: another episode
        round(quality);
        assertThat(quality.judged().disturbances).isEqualTo(1);
        assertThat(quality.judged().detected).isEqualTo(1);
        quality.event("k", 200 * SECOND, false);
        round(quality);
        assertThat(quality.judged().episodes).isEqualTo(2);
        assertThat(quality.judged().falseAlarms).isEqualTo(1);
        assertThat(quality.judged().precision()).isEqualTo(0.5);
        assertThat(quality.judged().recall()).isEqualTo(1);
    }

    @Test
    void nothingIsJudgedBeforeItsTimeHasPassed() {
        Quality quality = new Quality(GRACE, RULES);
        quality.event("k", 0, false);
        quality.label(label("k", 100, null));
        quality.event("k", 105 * SECOND, true);
        quality.event("k", 1000 * SECOND, false);
        round(quality);
        assertThat(quality.judged().disturbances).isZero();
        assertThat(quality.judged().recall()).isNaN();
        assertThat(quality.judged().falseAlarms).isZero();
        quality.label(label("k", 100, 110));
        quality.label(label("k", 100, 110)); // a repeat
        round(quality);
        quality.label(label("k", 100, 110));
        round(quality);
        assertThat(quality.judged().disturbances).isEqualTo(1);
        assertThat(quality.judged().detected).isEqualTo(1);
    }

    /** Half of it may have been before this began to look. */
    @Test
    void aDisturbanceFromBeforeTheFirstEventExcusesAndIsNotJudged() {
        Quality quality = new Quality(GRACE, RULES);
        quality.label(label("k", 100, 110));
        quality.event("k", 105 * SECOND, true);
        quality.event("k", 300 * SECOND, false);
        round(quality);
        assertThat(quality.judged().disturbances).isZero();
        assertThat(quality.judged().episodes).isEqualTo(1);
        assertThat(quality.judged().falseAlarms).isZero();
    }

    @Test
    void oneWhoseEndIsNeverToldExcusesUntilTheNextBegins() {
        Quality quality = new Quality(GRACE, RULES);
        quality.event("k", 0, false);
        quality.label(label("k", 100, null));
        quality.event("k", 150 * SECOND, true);
        quality.label(label("k", 500, null));
        quality.label(label("k", 500, 510));
        quality.event("k", 900 * SECOND, true);
        quality.event("k", 1000 * SECOND, false);
        round(quality);
        assertThat(quality.judged().disturbances).isEqualTo(1);
        assertThat(quality.judged().detected).isZero();
        assertThat(quality.judged().episodes).isEqualTo(2);
        assertThat(quality.judged().falseAlarms).isEqualTo(1);
    }

    @Test
    void numbersAreThoseOfTheWholeHoweverItComesIn() {
        long seed = System.nanoTime();
        for (int run = 0; run < 300; run++) {
            compare(seed + run);
        }
    }

    private static void compare(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Object>> logs = new ArrayList<>(); // of each key, in the order of writing
        List<Label> labels = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        for (String key : List.of("a", "b", "c")) {
            logs.add(log(key, random, labels, events));
        }
        Quality quality = new Quality(GRACE, RULES);
        // Labels may come any time before the events behind them, as they were written before.
        int[] told = new int[logs.size()];
        int[] read = new int[logs.size()];
        for (int step = 0; step < 4000; step++) {
            int k = random.nextInt(logs.size());
            switch (random.nextInt(12)) {
                case 0 -> {
                    quality.mark();
                    // Reading on to where the labels end; scores may come meanwhile.
                    for (int i = 0; i < logs.size(); i++) {
                        tell(quality, logs.get(i), told, i, read[i]);
                    }
                    read(quality, logs.get(k), read, k);
                    quality.judge();
                }
                case 1, 2 -> tell(quality, logs.get(k), told, k, told[k] + 3);
                default -> read(quality, logs.get(k), read, k);
            }
        }
        for (int k = 0; k < logs.size(); k++) {
            tell(quality, logs.get(k), told, k, Integer.MAX_VALUE);
            while (read[k] < logs.get(k).size()) {
                read(quality, logs.get(k), read, k);
            }
        }
        round(quality);
        Oracle oracle = new Oracle(labels, events);
        assertThat(quality.judged().disturbances).as("seed %d", seed).isEqualTo(labels.size());
        assertThat(quality.judged().detected).as("seed %d", seed).isEqualTo(oracle.detected);
        assertThat(quality.judged().episodes).as("seed %d", seed).isEqualTo(oracle.episodes);
        assertThat(quality.judged().falseAlarms).as("seed %d", seed).isEqualTo(oracle.wrong);
        PrometheusText out = new PrometheusText();
        quality.judged().seconds.show(out);
        assertThat(sum(new String(out.bytes(), UTF_8)))
                .as("seed %d", seed)
                .isCloseTo(oracle.seconds, within(1e-6));
    }

    /** The sum that the text gives; it depends on the order by a rounding. */
    private static double sum(String text) {
        Matcher sum =
                Pattern.compile("(?m)^undercurrent_detection_seconds_sum (\\S+)$").matcher(text);
        assertThat(sum.find()).as(text).isTrue();
        return Double.parseDouble(sum.group(1));
    }

    private static void round(Quality quality) {
        quality.mark();
        quality.judge();
    }

    private static void read(Quality quality, List<Object> log, int[] read, int k) {
        while (read[k] < log.size()) {
            if (log.get(read[k]++) instanceof Event event) {
                quality.event(event.key(), event.time(), event.alarm());
                return;
            }
        }
    }

    private static void tell(Quality quality, List<Object> log, int[] told, int k, int to) {
        for (; told[k] < Math.min(to, log.size()); told[k]++) {
            if (log.get(told[k]) instanceof Label label) {
                quality.label(label);
            }
        }
    }

    /**
     * Events a second apart, disturbances and alarms at random; all is over long before the end.
     */
    private static List<Object> log(
            String key, SplittableRandom random, List<Label> labels, List<Event> events) {
        List<Object> log = new ArrayList<>();
        Label open = null;
        long last = 0;
        int rest = 5 + random.nextInt(40);
        for (int i = 0; i < 600; i++) {
            long time = i * SECOND + random.nextLong(SECOND);
            boolean ending = open != null && (random.nextInt(8) == 0 || i > 500);
            if (ending) {
                Label ended = new Label(open.id(), key, "spike", open.startMicros(), last);
                log.add(ended);
                labels.add(ended);
                open = null;
                rest = 1 + random.nextInt(60);
            } else if (open == null && rest-- == 0 && i < 480) {
                open = new Label(key + i, key, "spike", time, null);
                log.add(open);
            }
            boolean alarm = i < 560 && random.nextInt(open == null ? 25 : 10) == 0;
            Event event = new Event(key, time, alarm);
            log.add(event);
            events.add(event);
            last = time;
        }
        return log;
    }

    private static Label label(String key, long start, Integer end) {
        return new Label(
                key + start, key, "spike", start * SECOND, end == null ? null : end * SECOND);
    }

    /** The definitions, on everything at once. */
    private static final class Oracle {
        long detected;
        long episodes;
        long wrong;
        private double seconds;

        Oracle(List<Label> labels, List<Event> events) {
            for (Label label : labels) {
                long first =
                        events.stream()
                                .filter(event -> event.alarm() && holds(event, label))
                                .mapToLong(Event::time)
                                .min()
                                .orElse(-1);
                if (first >= 0) {
                    detected++;
                    seconds += (first - label.startMicros()) / 1e6;
                }
            }
            for (String key : List.of("a", "b", "c")) {
                List<Event> alarms =
                        events.stream().filter(e -> e.alarm() && e.key().equals(key)).toList();
                for (int i = 0; i < alarms.size(); ) {
                    boolean right = false;
                    int next = i;
                    do {
                        Event alarm = alarms.get(next++);
                        right |= labels.stream().anyMatch(label -> holds(alarm, label));
                    } while (next < alarms.size()
                            && alarms.get(next).time() - alarms.get(next - 1).time() <= GAP);
                    episodes++;
                    wrong += right ? 0 : 1;
                    i = next;
                }
            }
        }

        private static boolean holds(Event event, Label label) {
            return event.key().equals(label.key())
                    && event.time() >= label.startMicros()
                    && event.time() <= label.endMicros() + GRACE;
        }
    }
}
