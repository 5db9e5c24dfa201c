package io.undercurrent.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.scorer.network.ModelTrunk;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Model states of 16 bits: their numbers, and that nothing but their precision changes. */
class HalfStatesTest {
    private static final ScorerOptions WIDE = ScorerOptions.builder(2).ring(64).build();
    private static final ScorerOptions HALF = WIDE.toBuilder().halfStates(true).build();

    private final long seed = System.nanoTime();

    @Test
    void everyHalfNumberComesBack() {
        for (int half = 0; half < 1 << 16; half++) {
            boolean finite = (half & 0x7c00) != 0x7c00;
            if (finite) {
                assertThat(Half.of(Half.toFloat(half))).isEqualTo(half);
            }
        }
        assertThat(Half.toFloat(0x3c00)).isEqualTo(1f);
        assertThat(Half.toFloat(0x0001)).isEqualTo(0x1p-24f);
        assertThat(Half.toFloat(0xfbff)).isEqualTo(-Half.MAX);
        assertThat(Half.toFloat(Half.of(Float.NaN))).isNaN();
    }

    /** The oracle: of the two neighbours the nearer, exactly; at a tie the even one. */
    @Test
    void roundsToTheNearest() {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Float.isNaN(value)) {
                continue;
            }
            int half = Half.of(value);
            if (Math.abs(value) >= Half.MAX) {
                assertThat(Half.toFloat(half)).isEqualTo(Math.copySign(Half.MAX, value));
                continue;
            }
            BigDecimal error = distance(value, half);
            for (int other : new int[] {half - 1, half + 1}) {
                if ((other & 0x7c00) != 0x7c00 && (other & 0x8000) == (half & 0x8000)) {
                    int order = error.compareTo(distance(value, other));
                    assertThat(order < 0 || (order == 0 && (half & 1) == 0))
                            .as("seed %d: %a -> %04x", seed, value, half)
                            .isTrue();
                }
            }
        }
    }

    private static BigDecimal distance(float value, int half) {
        return new BigDecimal(value).subtract(new BigDecimal(Half.toFloat(half & 0xffff))).abs();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bundled:tiny", "bundled:universal"})
    void onlyPrecisionChanges(String model) throws IOException {
        Scorer wide = new Scorer(Models.load(model), WIDE, 1);
        Scorer half = new Scorer(Models.load(model), HALF, 1);
        int saved = wide.layout().bytes() - half.layout().bytes();
        assertThat(saved).isEqualTo(2 * 2 * states(model));
        Slab wideSlab = wide.newSlab();
        Slab halfSlab = half.newSlab();
        ScoreOutput a = new ScoreOutput(2);
        ScoreOutput b = new ScoreOutput(2);
        double furthest = 0;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 600; i++) {
            double[] values = {Math.sin(i / 5.0) + 0.1 * random.nextDouble(), random.nextDouble()};
            wide.score(wideSlab, 1_000_000L * i, values, a);
            half.score(halfSlab, 1_000_000L * i, values, b);
            if (i > 100) {
                furthest = Math.max(furthest, Math.abs(a.expected[0] - b.expected[0]));
            }
        }
        assertThat(furthest).as("seed %d", seed).isBetween(1e-9, 0.02);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bundled:tiny", "bundled:universal"})
    void chunksBatchesAndWritingInBetweenChangeNothing(String model) throws IOException {
        int n = 150;
        SplittableRandom random = new SplittableRandom(seed);
        long[] times = new long[n];
        double[][] values = new double[n][2];
        for (int i = 0; i < n; i++) {
            times[i] = 1_000_000L * i;
            values[i] = new double[] {random.nextDouble(), Math.cos(i)};
        }
        Scorer scorer = new Scorer(Models.load(model), HALF, 3);
        Slab alone = scorer.newSlab();
        Slab written = scorer.newSlab();
        Slab[] batch = {scorer.newSlab(), scorer.newSlab(), scorer.newSlab()};
        ScoreOutput[] outs = {new ScoreOutput(2), new ScoreOutput(2), new ScoreOutput(2)};
        for (int i = 0; i < n; i++) {
            scorer.score(alone, times[i], values[i], outs[0]);
            scorer.score(written, times[i], values[i], outs[0]);
            byte[] bytes = SlabCodec.encode(written);
            written = SlabCodec.decode(bytes, bytes.length);
            long time = times[i];
            long[] same = {time, time, time};
            double[] v = values[i];
            scorer.scoreBatch(3, batch, same, new double[][] {v, {v[1], v[0]}, v}, outs);
        }
        Slab passed = scorer.newSlab();
        KeyTimes clock = new KeyTimes();
        long[] stamps = Arrays.stream(times).map(clock::take).toArray();
        new ChunkedPass(scorer).run(passed, n, stamps, values);
        clock.tell(passed);
        for (Slab slab : new Slab[] {written, batch[0], batch[2], passed}) {
            same(slab, alone);
        }
        assertThat(Arrays.equals(batch[1].header, alone.header)).isFalse();
    }

    /** There and back within the same weights all but the rounding stays. */
    @ParameterizedTest
    @ValueSource(strings = {"bundled:tiny", "bundled:universal"})
    void thePrecisionMayChangeAtARestart(String model) throws IOException {
        Scorer wide = new Scorer(Models.load(model), WIDE, 1);
        Scorer half = new Scorer(Models.load(model), HALF.toBuilder().ring(32).build(), 1);
        Slab slab = wide.newSlab();
        for (int i = 0; i < 300; i++) {
            double[] values = {Math.sin(i / 3.0), i % 17};
            wide.score(slab, 1_000_000L * i, values, new ScoreOutput(2));
        }
        Slab halved = half.adopt(slab);
        assertThat(half.adopt(halved)).isSameAs(halved);
        Slab back = wide.adopt(halved);
        int ring = SlabRing.of(slab).doubles();
        assertThat(Arrays.copyOfRange(back.doubles, ring, back.doubles.length))
                .isEqualTo(Arrays.copyOfRange(slab.doubles, ring, slab.doubles.length));
        assertThat(back.floats).hasSameSizeAs(slab.floats).isNotEqualTo(slab.floats);
        for (int i = 0; i < back.floats.length; i++) {
            float was = slab.floats[i];
            assertThat(back.floats[i]).isBetween(was - tolerance(was), was + tolerance(was));
        }
        same(half.adopt(back), half.adopt(wide.adopt(halved)));
    }

    /** Up to format 6 the convolution tails had 32 bits all the same. */
    @Test
    void tailsOf32BitsAreTakenOver() throws IOException {
        Scorer scorer = new Scorer(Models.load("bundled:tiny"), HALF, 1);
        Slab slab = scorer.newSlab();
        for (int i = 0; i < 100; i++) {
            double[] values = {Math.sin(i / 3.0), i % 17};
            scorer.score(slab, 1_000_000L * i, values, new ScoreOutput(2));
        }
        int conv = scorer.model().trunk().convFloats();
        int ssm = scorer.model().trunk().ssmFloats();
        int halvesAt = scorer.layout().halvesOf(0);
        int perChannel = ModelStates.longs(ssm);
        int floats = slab.floats.length;
        Slab old = new Slab(halvesAt + 2 * perChannel, slab.doubles.length, floats + 2 * conv);
        System.arraycopy(slab.header, 0, old.header, 0, halvesAt);
        System.arraycopy(slab.doubles, 0, old.doubles, 0, slab.doubles.length);
        System.arraycopy(slab.floats, 0, old.floats, 2 * conv, floats);
        float[] states = new float[conv + ssm];
        for (int c = 0; c < 2; c++) {
            int halves = scorer.layout().halvesOf(c);
            ModelStates.unpack(slab.header, halves, states, 0, states.length);
            System.arraycopy(states, 0, old.floats, c * conv, conv);
            ModelStates.pack(states, conv, ssm, old.header, halvesAt + c * perChannel);
        }
        assertThat(scorer.layout().fits(old)).isFalse();
        Slab adopted = scorer.adopt(old);
        for (int i = 100; i < 120; i++) {
            double[] values = {Math.sin(i / 3.0), i % 17};
            scorer.score(slab, 1_000_000L * i, values, new ScoreOutput(2));
            scorer.score(adopted, 1_000_000L * i, values, new ScoreOutput(2));
        }
        assertThat(adopted.floats).isEqualTo(slab.floats);
        int at = scorer.layout().halvesOf(0);
        assertThat(Arrays.copyOfRange(adopted.header, at, adopted.header.length))
                .isEqualTo(Arrays.copyOfRange(slab.header, at, slab.header.length));
    }

    private static int states(String model) throws IOException {
        ModelTrunk trunk = Models.load(model).trunk();
        return trunk.convFloats() + trunk.ssmFloats();
    }

    private static float tolerance(float value) {
        return Math.max(0x1p-25f, Math.abs(value) * 0x1p-11f);
    }

    private void same(Slab actual, Slab expected) {
        assertThat(actual.header).as("seed %d", seed).isEqualTo(expected.header);
        assertThat(actual.doubles).as("seed %d", seed).isEqualTo(expected.doubles);
        assertThat(actual.floats).as("seed %d", seed).isEqualTo(expected.floats);
    }
}
