package io.undercurrent.stream.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.schemas.Anomaly;
import io.undercurrent.schemas.Wire;
import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Slab;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.keystates.HeapTimers;
import io.undercurrent.stream.keystates.KeyStates;
import io.undercurrent.stream.keystates.SlabState;
import io.undercurrent.stream.metrics.Count;
import io.undercurrent.stream.metrics.Metrics;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.Outgoing;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which silences are reported while they last, on timers that outlive restarts. */
class SilenceNoticesTest {
    private static final long START = 1_700_000_000;
    private static final int GAP = 10;

    /** Rounds after which silences are judged. */
    private static final int KNOWN = 300;

    private final SequenceModel model;
    private final Wire<Anomaly> wire = new Wire<>(Anomaly.getClassSchema());

    SilenceNoticesTest() throws IOException {
        model = Models.load("bundled:tiny");
    }

    /** One instance of scoring, and what a checkpoint of it would hold. */
    private final class Run implements SlabState, EventScoring.Results {
        final Map<String, Slab> slabs = new HashMap<>();
        final HeapTimers timers = new HeapTimers();
        final List<Outgoing> all = new ArrayList<>();
        final SplittableRandom random = new SplittableRandom(20_261_130);
        final StreamSpec spec;
        final boolean watches;
        EventScoring scoring;
        long offset;
        double second = START;

        Run(boolean watches, String... more) throws Exception {
            this.watches = watches;
            spec =
                    StreamSpec.parse(
                            """
                            source: {topic: events, values: [temperature]}
                            forecast: {horizon: 2, every: 7}
                            alarm: {warmup: 40}
                            episodes.quiet: 20s
                            job.state-backend: hashmap
                            checkpoint.folder: unused
                            kafka.bootstrap.servers: "nowhere:9092"
                            """
                                    + String.join("\n", more),
                            "test.yaml");
            start(Stream.empty());
        }

        /** Starts again with the same slabs and timers, and nothing else. */
        void start(Stream<String> keysWithoutTimers) throws Exception {
            Scorer scorer = new Scorer(model, StreamOptions.scorer(spec), 1);
            int bytes = scorer.layout().bytes();
            KeyStates states =
                    new KeyStates(spec.job(), bytes, this, true, new Count(), Metrics.NONE);
            if (watches) {
                states.watchSilence(scorer);
            }
            timers.give(states.timers());
            states.open(timers, keysWithoutTimers);
            scoring = new EventScoring(spec, model, scorer, states, this, Metrics.NONE);
        }

        @Override
        public Slab read(String key) {
            return slabs.get(key);
        }

        @Override
        public void write(String key, Slab slab) {
            slabs.put(key, slab);
        }

        @Override
        public void clear(String key) {
            slabs.remove(key);
        }

        @Override
        public void collect(Outgoing out) {
            all.add(out);
        }

        void event(String key, double seconds, double value) throws Exception {
            Incoming in = new Incoming();
            in.topic = "events";
            in.offset = offset++;
            in.timeMicros = Math.round(seconds * 1e6);
            in.timestamp = Math.round(second * 1e3);
            in.rawKey = key.getBytes(UTF_8);
            in.key = key;
            in.values = new double[] {value};
            scoring.score(in);
        }

        /** One event of each key in each round of ten seconds. */
        void rounds(int rounds, String... keys) throws Exception {
            for (int i = 0; i < rounds; i++) {
                second += GAP;
                for (String key : keys) {
                    event(key, second + random.nextDouble(), 20 + random.nextDouble());
                }
            }
        }

        Anomaly anomaly(Outgoing out) {
            try {
                return wire.decode(out.value);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        boolean isNotice(Outgoing out) {
            return out.kind == Outgoing.Kind.ANOMALY && anomaly(out).getId().startsWith("silence-");
        }

        List<Anomaly> notices() {
            return all.stream().filter(this::isNotice).map(this::anomaly).toList();
        }

        /** Everything but notices, in its order. */
        List<String> others() {
            return all.stream()
                    .filter(out -> !isNotice(out))
                    .map(out -> out.kind + HexFormat.of().formatHex(out.value))
                    .toList();
        }

        /** The exact records of a kind of anomaly. */
        List<Anomaly> missing() {
            return all.stream()
                    .filter(out -> out.kind == Outgoing.Kind.ANOMALY && !isNotice(out))
                    .map(this::anomaly)
                    .filter(anomaly -> anomaly.getKind().equals("MISSING_EVENTS"))
                    .toList();
        }
    }

    private static Instant newest(Run run, String key) {
        long micros = run.slabs.get(key).lastTimeMicros();
        return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000);
    }

    @Test
    void aKeyThatDiesIsToldOfOnceWhileItIsSilent() throws Exception {
        Run run = new Run(true);
        run.rounds(KNOWN, "a", "b", "c");
        assertThat(run.notices()).isEmpty();
        Instant last = newest(run, "a");
        run.rounds(15, "b", "c");
        assertThat(run.notices()).as("not before 16 usual gaps").isEmpty();
        run.rounds(2000, "b", "c");
        assertThat(run.notices()).hasSize(1);
        Anomaly notice = run.notices().get(0);
        assertThat(notice.getKind()).isEqualTo("MISSING_EVENTS");
        assertThat(notice.getKey()).isEqualTo("a");
        assertThat(notice.getSince()).isEqualTo(last);
        assertThat(notice.getTime())
                .as("the clock waits for eight records")
                .isBetween(last.plusSeconds(16 * GAP), last.plusSeconds(22 * GAP));
        assertThat(notice.getId()).matches("silence-[0-9a-f]{16}-" + micros(last));
        assertThat(notice.getField()).isEqualTo("temperature");
        assertThat(notice.getValue()).isNaN();
        assertThat(notice.getExpected()).isNaN();
        assertThat(notice.getScore()).isBetween(0.5, 1.0);
        assertThat(notice.getPValue()).isLessThanOrEqualTo(0.001 * (1 + 1e-9));
        assertThat(notice.getShares()).containsExactly(0.0);
        assertThat(notice.getText())
                .matches(
                        "no event of a for [23]\\.\\d+ min; usually one comes every (9|10)(\\.\\d+)? s; once in [0-9,]+ events");
        assertThat(run.timers.of("a")).isEqualTo(1);
        run.rounds(1, "a", "b", "c");
        assertThat(run.missing()).extracting(Anomaly::getSince).containsExactly(last);
        assertThat(run.missing().get(0).getId()).isEqualTo("events-0-" + (run.offset - 3));
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
    }

    @Test
    void aKeyThatReturnsAndFallsSilentAgainIsToldOfAgain() throws Exception {
        Run run = new Run(true);
        run.rounds(KNOWN, "a", "b", "c");
        List<Instant> since = new ArrayList<>();
        for (int back : new int[] {50, 200, 60, 400}) {
            since.add(newest(run, "a"));
            run.rounds(40, "b", "c");
            assertThat(run.notices()).extracting(Anomaly::getSince).isEqualTo(since);
            run.rounds(back, "a", "b", "c");
        }
        // Soon after its return, while the timer still waits for the silence before.
        since.add(newest(run, "a"));
        run.rounds(100, "b", "c");
        run.rounds(26, "a", "b", "c");
        since.add(newest(run, "a"));
        run.rounds(150, "b", "c");
        assertThat(run.notices()).extracting(Anomaly::getSince).isEqualTo(since);
    }

    @Test
    void aSilenceOfAllKeysIsToldOfNone() throws Exception {
        Run run = new Run(true);
        run.rounds(KNOWN, "a", "b", "c", "d");
        Instant last = newest(run, "d");
        run.second += 3600;
        run.rounds(200, "a", "b", "c");
        assertThat(run.missing()).as("each found at its next event").hasSize(3);
        assertThat(run.notices()).as("only of the one that stays away").hasSize(1);
        assertThat(run.notices().get(0).getSince()).isEqualTo(last);
    }

    @Test
    void aKeyAloneIsToldOfNothing() throws Exception {
        Run run = new Run(true);
        run.rounds(KNOWN, "a", "b");
        run.rounds(1000, "b");
        assertThat(run.notices()).as("who is silent, who is ahead?").isEmpty();
        run.rounds(1, "a", "b");
        assertThat(run.missing()).hasSize(1);
    }

    @Test
    void aRestartAtAnyTimeTellsOnceAndLosesNothing() throws Exception {
        for (int rounds : new int[] {5, 12, 16, 17, 18, 20, 25, 60}) {
            Run run = new Run(true);
            run.rounds(KNOWN, "a", "b", "c");
            run.rounds(rounds, "b", "c");
            run.start(Stream.empty());
            run.rounds(7, "b", "c");
            run.start(Stream.empty());
            run.rounds(500, "b", "c");
            assertThat(run.notices()).as("restart after %d rounds", rounds).hasSize(1);
            run.rounds(100, "a", "b", "c");
            run.start(Stream.empty());
            run.rounds(100, "b", "c");
            assertThat(run.notices()).as("restart after %d rounds", rounds).hasSize(2);
        }
    }

    @Test
    void keysFromBeforeGetTimersAndTwoTimersOfAKeyBecomeOne() throws Exception {
        Run run = new Run(true);
        run.rounds(KNOWN, "a", "b", "c");
        run.start(run.slabs.keySet().stream());
        run.rounds(100, "a", "b", "c");
        assertThat(run.timers.of("a")).isEqualTo(2);
        run.rounds(500, "b", "c");
        assertThat(run.notices()).hasSize(1);
        assertThat(run.timers.of("a")).isEqualTo(1);
    }

    @Test
    void aKeyWhoseEventsComeLateIsToldOfAFewTimes() throws Exception {
        Run run = new Run(true);
        run.rounds(KNOWN, "a", "b", "c");
        for (int i = 0; i < 3000; i++) {
            run.rounds(1, "b", "c");
            run.event("behind", run.second - 3600 + run.random.nextDouble(), 20);
            if (i % 100 == 99) { // sends what it kept
                for (int k = 99; k >= 0; k--) {
                    run.event("batches", run.second - 10.0 * k + run.random.nextDouble(), 20);
                }
            }
        }
        Map<String, Long> told =
                run.notices().stream()
                        .collect(Collectors.groupingBy(Anomaly::getKey, Collectors.counting()));
        assertThat(run.missing()).extracting(Anomaly::getKey).doesNotContain("behind", "batches");
        assertThat(told.get("behind")).isBetween(1L, 4L);
        assertThat(told.get("batches")).isBetween(1L, 4L);
    }

    @Test
    void aKeyWhoseEventsComeInTimeAgainIsWatchedAsBefore() throws Exception {
        Run run = new Run(true);
        run.rounds(KNOWN, "b", "c");
        for (int i = 0; i < 1000; i++) {
            run.rounds(1, "b", "c");
            run.event("behind", run.second - 3600 + run.random.nextDouble(), 20);
        }
        int before = run.notices().size();
        assertThat(before).as("by mistake").isPositive();
        run.rounds(3000, "b", "c", "behind");
        assertThat(run.notices()).hasSize(before);
        Instant last = newest(run, "behind");
        run.rounds(40, "b", "c");
        assertThat(run.notices()).hasSize(before + 1);
        assertThat(run.notices().get(before).getSince()).isEqualTo(last);
    }

    @Test
    void anIrregularKeyAndAYoungOneAreToldOfNever() throws Exception {
        Run run = new Run(true);
        for (int i = 0; i < 2000; i++) {
            run.rounds(1, "b", "c");
            if (i % 100 == 0 || run.random.nextInt(40) == 0) {
                run.event("rare", run.second, 20 + run.random.nextDouble());
            }
            if (i > 1000 && i < 1100) {
                run.event("young", run.second, 20 + run.random.nextDouble());
            }
        }
        run.rounds(400, "b", "c");
        assertThat(run.notices()).isEmpty();
        run.rounds(40_000, "b", "c");
        assertThat(run.notices()).extracting(Anomaly::getKey).doesNotContain("young");
        assertThat(run.timers.of("young")).isEqualTo(1);
    }

    @Test
    void nothingElseChangesAndActiveKeysAreReadSeldom() throws Exception {
        List<List<String>> others = new ArrayList<>();
        for (boolean watches : new boolean[] {false, true}) {
            for (String expiry : new String[] {"job.expire-after: 2000s", ""}) {
                Run run = new Run(watches, expiry);
                SplittableRandom chance = new SplittableRandom(4);
                for (int i = 0; i < 1500; i++) {
                    String[] living =
                            Stream.of("a", "b", "c", "d", "e")
                                    .filter(key -> chance.nextInt(10) > 0)
                                    .toArray(String[]::new);
                    run.rounds(1, living);
                    if (chance.nextInt(60) == 0) {
                        run.rounds(chance.nextInt(60), "d", "e");
                    }
                    if (chance.nextInt(100) == 0) {
                        run.event("a", run.second + 1, 1000 * chance.nextDouble());
                    }
                }
                others.add(run.others());
                if (!watches) {
                    assertThat(run.notices()).isEmpty();
                } else {
                    assertThat(run.notices()).hasSizeGreaterThan(5);
                    assertThat(run.timers.fired).isLessThan((int) (run.offset / 10));
                    assertThat(run.notices().stream().map(Anomaly::getId).distinct())
                            .hasSameSizeAs(run.notices());
                    assertThat(run.missing())
                            .extracting(Anomaly::getSince)
                            .as("what was reported came true")
                            .containsAll(
                                    run.notices().stream()
                                            .map(Anomaly::getSince)
                                            .filter(at -> at.isBefore(newest(run, "a")))
                                            .toList());
                }
            }
        }
        assertThat(others.get(2)).isEqualTo(others.get(0));
        assertThat(others.get(3)).isEqualTo(others.get(1));
    }

    @Test
    void expiryFreesTheKeysThatWereToldOf() throws Exception {
        Run run = new Run(true, "job.expire-after: 1h");
        run.rounds(KNOWN, "a", "b", "c");
        run.rounds(700, "b", "c");
        assertThat(run.slabs).as("not twice the time").containsKey("a");
        run.rounds(80, "b", "c");
        assertThat(run.slabs).doesNotContainKey("a");
        assertThat(run.notices()).hasSize(1);
        assertThat(run.timers.of("a")).isZero();
    }
}
