package io.undercurrent.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.detect.fleet.EpisodeBudget;
import io.undercurrent.detect.fleet.FleetBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a budget makes of a scorer's results. */
class KeyBudgetTest {
    private static final long DAY = 86_400_000_000L;
    private static final long MINUTE = 60_000_000;
    private static final int EVENTS = 6000;

    private final long seed = 20_261_130;

    @TempDir Path folder;

    private record Judged(boolean alarm, boolean surprising, double score, double own, double p) {}

    private static ScorerOptions.Builder options() {
        return ScorerOptions.builder(1).ring(256);
    }

    /** Noise with a huge value now and then. */
    private double value(Random random, int t) {
        return random.nextGaussian() + (t % 1500 == 1499 ? 40 : 0);
    }

    private List<Judged> run(Scorer scorer, Slab slab, int from, int to) {
        Random random = new Random(seed);
        ScoreOutput out = new ScoreOutput(1);
        List<Judged> all = new ArrayList<>();
        for (int t = 0; t < to; t++) {
            double[] values = {value(random, t)};
            if (t >= from) {
                scorer.score(slab, t * MINUTE, values, out);
                all.add(new Judged(out.alarm, out.surprising, out.score, out.ownScore, out.pValue));
                assertThat(out.score >= 0.5).as("event %d", t).isEqualTo(out.alarm);
                assertThat(out.alarm && !out.surprising).isFalse();
                assertThat(out.surprising).isEqualTo(out.ownScore >= 0.5);
                assertThat(out.kind == null).isEqualTo(!out.alarm);
            }
        }
        return all;
    }

    private static long alarms(List<Judged> all) {
        return all.stream().filter(Judged::alarm).count();
    }

    private static Scorer tiny(ScorerOptions options) throws IOException {
        return new Scorer(Models.load("bundled:tiny"), options, 1);
    }

    @Test
    void itRaisesTheLargeOnesOnly() throws IOException {
        Scorer alone = tiny(options().build());
        Scorer shared = tiny(options().budget(new EpisodeBudget(5, DAY)).keys(100).build());
        List<Judged> byRate = run(alone, alone.newSlab(), 0, EVENTS);
        List<Judged> byBudget = run(shared, shared.newSlab(), 0, EVENTS);

        assertThat(alarms(byBudget)).isBetween(3L, 4L);
        assertThat(alarms(byRate)).isGreaterThan(alarms(byBudget));
        for (int t = 1499; t < EVENTS; t++) {
            assertThat(byBudget.get(t).alarm && t % 1500 != 1499).as("event %d", t).isFalse();
        }
    }

    /** Forecasts, severities and what is learned are those without a budget. */
    @Test
    void nothingElseOfTheKeyStateChanges() throws IOException {
        Scorer alone = tiny(options().build());
        Scorer shared = tiny(options().budget(new EpisodeBudget(5, DAY)).build());
        Slab one = alone.newSlab();
        Slab other = shared.newSlab();
        run(alone, one, 0, 2000);
        run(shared, other, 0, 2000);

        assertThat(other.doubles).isEqualTo(one.doubles);
        assertThat(other.floats).isEqualTo(one.floats);
        int at = SlabLayout.BUDGET;
        long[] rest = other.header.clone();
        Arrays.fill(rest, at, at + FleetBudget.SIZE, 0);
        assertThat(rest).isEqualTo(one.header);
    }

    @Test
    void moreKeysNeedMoreSurprise() throws IOException {
        double last = 1;
        for (int keys : new int[] {1, 10, 1000, 100_000}) {
            Scorer scorer = tiny(options().budget(new EpisodeBudget(5, DAY)).keys(keys).build());
            List<Judged> all = run(scorer, scorer.newSlab(), 0, 1500);
            double score = all.get(1400).own();
            assertThat(score).as("%d keys", keys).isLessThan(last);
            last = score;
        }
    }

    /** The model's states are rebuilt from the ring, while the budget's part is kept. */
    @Test
    void otherWeightsKeepTheKeysPart() throws IOException {
        ScorerOptions options = options().budget(new EpisodeBudget(5, DAY)).keys(100).build();
        Scorer first = tiny(options);
        Slab slab = first.newSlab();
        run(first, slab, 0, 2000);
        Scorer other = new Scorer(Models.load("bundled:small"), options, 1);
        Slab adopted = other.adopt(slab.copy());

        int at = SlabLayout.BUDGET;
        assertThat(Arrays.copyOfRange(adopted.header, at, at + FleetBudget.SIZE))
                .isEqualTo(Arrays.copyOfRange(slab.header, at, at + FleetBudget.SIZE))
                .isNotEqualTo(new long[FleetBudget.SIZE]);
    }

    @Test
    void scorersCountTheKeysThemselves() throws IOException {
        Scorer scorer = tiny(options().budget(new EpisodeBudget(5, DAY)).build());
        scorer.shareKeys(() -> 4);
        ScoreOutput out = new ScoreOutput(1);
        for (int key = 0; key < 30; key++) {
            scorer.score(scorer.newSlab(), 0, new double[] {1}, out);
        }
        assertThat(scorer.activeKeys()).isEqualTo(120);
        assertThat(tiny(options().build()).activeKeys()).isZero();
    }

    @Test
    void theEventsOfAWarmUpAreNoKeys() throws IOException {
        Scorer scorer = tiny(options().budget(new EpisodeBudget(5, DAY)).build());
        WarmUp.run(scorer, Duration.ofMillis(50));
        ScoreOutput out = new ScoreOutput(1);
        Slab old = scorer.newSlab();
        for (int key = 0; key < 30; key++) {
            scorer.score(scorer.newSlab(), 20_000 * DAY, new double[] {1}, out);
        }
        assertThat(scorer.activeKeys()).isEqualTo(30);
        assertThat(old.events()).isZero();
    }

    /** Of discrete events each is a cluster of its own. */
    @Test
    void discreteEventsHaveABudgetToo() throws IOException {
        SequenceModel events = FirstForecastsTest.events(folder);
        Scorer scorer =
                new Scorer(
                        events,
                        options().budget(new EpisodeBudget(1_000_000, DAY)).keys(1).build(),
                        1);
        Scorer strict =
                new Scorer(events, options().budget(new EpisodeBudget(1, 7 * DAY)).build(), 1);
        Slab one = scorer.newSlab();
        Slab other = strict.newSlab();
        Random random = new Random(seed);
        ScoreOutput out = new ScoreOutput(1);
        ScoreOutput strictly = new ScoreOutput(1);
        int alarms = 0;
        int few = 0;
        for (int t = 0; t < 20_000; t++) {
            double[] symbol = {random.nextInt(3)};
            scorer.score(one, t * MINUTE, symbol, out);
            strict.score(other, t * MINUTE, symbol, strictly);
            alarms += out.alarm ? 1 : 0;
            few += strictly.alarm ? 1 : 0;
            assertThat(out.alarm).isEqualTo(out.score >= 0.5);
            assertThat(strictly.alarm).isEqualTo(strictly.score >= 0.5);
        }
        assertThat(few).isLessThanOrEqualTo(alarms);
        assertThat(few).isLessThanOrEqualTo(2); // in two weeks
    }
}
