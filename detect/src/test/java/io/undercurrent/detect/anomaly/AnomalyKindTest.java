package io.undercurrent.detect.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The kind of what happens to a seasonal channel with noise. Noise may start an episode a little
 * earlier and name it, so lasting kinds are counted over several streams.
 */
class AnomalyKindTest {
    private static final int STREAMS = 12;

    /** What starts an episode at a declared rate of one in a thousand. */
    private static final double SURPRISING = 4.2;

    /** Kinds of the surprising events of an anomaly. */
    private static final class Kinds {
        final Map<AnomalyKind, Integer> all = new EnumMap<>(AnomalyKind.class);
        int streamsWith;
        int up;
        int down;

        int of(AnomalyKind kind) {
            return all.getOrDefault(kind, 0);
        }

        AnomalyKind most() {
            return Collections.max(all.entrySet(), Map.Entry.comparingByValue()).getKey();
        }
    }

    /** Counts over the streams of seeds 1 to 12, in which an anomaly follows 1000 events. */
    private static Kinds kinds(
            AnomalyKind wanted, int events, ToDoubleBiFunction<JudgedChannel, Integer> anomaly) {
        Kinds kinds = new Kinds();
        for (int seed = 1; seed <= STREAMS; seed++) {
            JudgedChannel channel = new JudgedChannel(seed);
            channel.usualEvents(1000);
            boolean found = false;
            for (int i = 0; i < events; i++) {
                channel.observe(anomaly.applyAsDouble(channel, i));
                if (channel.detector.surprise() >= SURPRISING) {
                    AnomalyKind kind = channel.detector.kind();
                    kinds.all.merge(kind, 1, Integer::sum);
                    found |= kind == wanted;
                    kinds.up += kind == wanted && channel.detector.direction() > 0 ? 1 : 0;
                    kinds.down += kind == wanted && channel.detector.direction() < 0 ? 1 : 0;
                }
            }
            kinds.streamsWith += found ? 1 : 0;
        }
        return kinds;
    }

    @ParameterizedTest
    @ValueSource(ints = {25, -25})
    void aValueFarOffIsASpikeOrADipAtEveryPlaceOfTheSeason(int far) {
        AnomalyKind kind = far > 0 ? AnomalyKind.SPIKE : AnomalyKind.DIP;
        for (int place = 0; place < JudgedChannel.SEASON; place++) {
            JudgedChannel channel = new JudgedChannel(place);
            channel.usualEvents(400 + place);
            channel.observe(channel.usual() + channel.noise() + far);
            assertThat(channel.detector.surprise()).as("seed %d", place).isGreaterThan(SURPRISING);
            assertThat(channel.detector.kind()).as("seed %d", place).isEqualTo(kind);
            assertThat(channel.detector.direction()).isEqualTo(Integer.signum(far));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {4, -6})
    void aJumpThatLastsIsALevelShift(double shift) {
        AnomalyKind kind = AnomalyKind.LEVEL_SHIFT;
        Kinds kinds = kinds(kind, 30, (c, i) -> c.usual() + c.noise() + shift);
        // At its first event each of them is a spike or a dip.
        assertThat(kinds.most()).as("%s", kinds.all).isEqualTo(kind);
        assertThat(kinds.of(AnomalyKind.DRIFT)).as("%s", kinds.all).isLessThan(kinds.of(kind) / 3);
        assertThat(kinds.streamsWith).isGreaterThanOrEqualTo(STREAMS - 2);
        assertThat(shift > 0 ? kinds.up : kinds.down)
                .isGreaterThan(shift > 0 ? kinds.down : kinds.up);
    }

    /** A chance error before it counts as a jump, so not every drift is named one at once. */
    @Test
    void valuesThatMoveAwaySlowlyAreADrift() {
        AnomalyKind kind = AnomalyKind.DRIFT;
        Kinds kinds = kinds(kind, 200, (c, i) -> c.usual() + c.noise() + 0.05 * i);
        assertThat(kinds.of(kind))
                .as("%s", kinds.all)
                .isGreaterThan(kinds.of(AnomalyKind.LEVEL_SHIFT) / 2);
        assertThat(kinds.streamsWith).as("%s", kinds.all).isGreaterThanOrEqualTo(STREAMS - 3);
        assertThat(kinds.up).as("%s", kinds.all).isGreaterThan(10 * kinds.down);
    }

    @Test
    void moreNoiseIsSpread() {
        AnomalyKind kind = AnomalyKind.SPREAD;
        Kinds kinds = kinds(kind, 48, (c, i) -> c.usual() + 2 * c.noise());
        assertThat(kinds.most()).as("%s", kinds.all).isEqualTo(kind);
        assertThat(kinds.streamsWith).isGreaterThanOrEqualTo(STREAMS - 2);
    }

    @Test
    void aValueThatStaysIsAFlatLine() {
        AnomalyKind kind = AnomalyKind.FLAT_LINE;
        Kinds kinds = kinds(kind, 24, (c, i) -> c.ago(0));
        assertThat(kinds.most()).as("%s", kinds.all).isEqualTo(kind);
        assertThat(kinds.streamsWith).isEqualTo(STREAMS);
    }

    @Test
    void aValueThatStaysSurprisesAfterEightRepetitions() {
        for (int seed = 1; seed <= STREAMS; seed++) {
            JudgedChannel channel = new JudgedChannel(seed);
            channel.usualEvents(1000);
            for (int i = 1; i <= 7; i++) {
                channel.observe(channel.ago(0));
                assertThat(channel.detector.surprise(Statistic.REPEATS)).isLessThan(0.1);
            }
            channel.observe(channel.ago(0));
            assertThat(channel.detector.surprise(Statistic.REPEATS)).isGreaterThan(6);
            assertThat(channel.detector.surprise()).isGreaterThan(SURPRISING);
        }
    }

    @Test
    void aSeasonUpsideDownIsAShape() {
        AnomalyKind kind = AnomalyKind.SHAPE;
        Kinds kinds = kinds(kind, 48, (c, i) -> -c.usual() + c.noise());
        assertThat(kinds.most()).as("%s", kinds.all).isEqualTo(kind);
        assertThat(kinds.streamsWith).isEqualTo(STREAMS);
    }

    @Test
    void usualEventsSeldomSurprise() {
        Kinds kinds = kinds(null, 500, (c, i) -> c.usual() + c.noise());
        int surprising = kinds.all.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(surprising).as("of 6000: %s", kinds.all).isLessThan(24);
    }
}
