package io.undercurrent.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.testing.Fuzz;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Slabs with wrong numbers under a right checksum, as a damaged writer or a forged file has them:
 * each is refused by name when it is loaded, or is scored with, and nothing else is thrown.
 */
class SlabNumbersTest {
    private static final int USED = 150;
    private static final int MORE = 50;
    private static final double[] NUMBERS = {
        -1,
        -2,
        0,
        0.5,
        1,
        3,
        64,
        1e4,
        1e9,
        -1e9,
        1e18,
        1e101,
        -1e200,
        1e300,
        -Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE
    };

    @TempDir Path folder;

    private Scorer scorer(String model) throws IOException {
        int channels = model.equals("events") ? 1 : 2;
        var options =
                ScorerOptions.builder(channels)
                        .covariates(model.equals("together") ? 1 : 0)
                        .horizon(6)
                        .forecastEvery(5)
                        .warmup(20)
                        .ring(64);
        SequenceModel loaded =
                switch (model) {
                    case "together" -> FirstForecastsTest.together(folder);
                    case "events" -> FirstForecastsTest.events(folder);
                    default -> Models.load("bundled:" + model);
                };
        return new Scorer(loaded, options.build(), 1);
    }

    private static void run(Scorer scorer, Slab slab, int from, int to) {
        int fields = scorer.options().fields();
        ScoreOutput out = new ScoreOutput(fields);
        ForecastOutput forecast = new ForecastOutput(scorer.options());
        double[] values = new double[fields];
        for (int t = from; t < to; t++) {
            for (int f = 0; f < fields; f++) {
                boolean rare = t % 13 == 5;
                values[f] = rare ? Double.NaN : (t * 7919 % 11 + f) * (t % 31 == 4 ? 100 : 1);
            }
            scorer.score(slab, 1_700_000_000_000_000L + 1_000_000L * t, values, out);
            scorer.forecast(slab, forecast);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "universal", "together", "events"})
    @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anyNumberIsRefusedOrTheKeyIsScored(String model) throws IOException {
        Scorer scorer = scorer(model);
        Slab slab = scorer.newSlab();
        run(scorer, slab, 0, USED);
        byte[] good = SlabCodec.encode(slab);
        int[] counts = new int[2];
        Fuzz.cases(
                "numbers of slabs of " + model,
                1_000,
                random -> {
                    byte[] bytes = damaged(good, slab, random);
                    Slab own;
                    try {
                        own = scorer.adopt(SlabCodec.decode(bytes, bytes.length));
                    } catch (IllegalArgumentException e) {
                        counts[0]++;
                        assertThat(e).hasMessageContaining("slab ");
                        return;
                    }
                    run(scorer, own, USED, USED + MORE);
                    counts[1]++;
                });
        System.out.println(model + ": " + counts[0] + " refused, " + counts[1] + " scored");
        assertThat(counts[0]).as("refused").isPositive();
        assertThat(counts[1]).as("scored").isPositive();
    }

    /** Changes one or two numbers of 8 or 4 bytes; every second one is not in a ring of values. */
    private static byte[] damaged(byte[] good, Slab slab, SplittableRandom random) {
        byte[] bytes = good.clone();
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int n = 1 + random.nextInt(2); n > 0; n--) {
            int longs = slab.header.length + slab.doubles.length;
            int at = SlabCodec.PREFIX_BYTES + 8 * random.nextInt(longs);
            switch (random.nextInt(6)) {
                case 0 -> buffer.putLong(at, random.nextLong());
                case 1 -> buffer.putInt(at + 4 * random.nextInt(2), random.nextInt());
                case 2 -> {
                    int floats = SlabCodec.PREFIX_BYTES + 8 * longs;
                    buffer.putInt(
                            floats + 4 * random.nextInt(slab.floats.length), random.nextInt());
                }
                default -> buffer.putDouble(at, NUMBERS[random.nextInt(NUMBERS.length)]);
            }
        }
        return sealed(bytes);
    }

    private static byte[] sealed(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - Integer.BYTES);
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.length - Integer.BYTES, (int) crc.getValue());
        return bytes;
    }

    /** Every number in turn; those that are indices would be outside their array. */
    @ParameterizedTest
    @ValueSource(strings = {"tiny", "together", "events"})
    void everyNumberInTurn(String model) throws IOException {
        Scorer scorer = scorer(model);
        Slab slab = scorer.newSlab();
        run(scorer, slab, 0, USED);
        byte[] good = SlabCodec.encode(slab);
        int refused = 0;
        for (int i = 0; i < slab.doubles.length; i++) {
            for (double number : new double[] {-3, 70_000, Double.NaN}) {
                byte[] bytes = good.clone();
                int at = SlabCodec.PREFIX_BYTES + 8 * (slab.header.length + i);
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putDouble(at, number);
                sealed(bytes);
                Slab own;
                try {
                    own = scorer.adopt(SlabCodec.decode(bytes, bytes.length));
                } catch (IllegalArgumentException e) {
                    refused++;
                    continue;
                }
                try {
                    run(scorer, own, USED, USED + 3);
                } catch (RuntimeException e) {
                    throw new AssertionError("number " + i + " = " + number, e);
                }
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void theMessageNamesFieldValueAndWhatIsAllowed() throws IOException {
        Scorer scorer = scorer("universal");
        Slab slab = scorer.newSlab();
        run(scorer, slab, 0, USED);
        int ring = ringNext(slab, scorer);
        slab.doubles[ring] = 4_000;
        byte[] bytes = SlabCodec.encode(slab);
        Slab read = SlabCodec.decode(bytes, bytes.length);
        assertThatThrownBy(() -> scorer.adopt(read))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "slab whose part for value field 2 has ring's next place = 4000: allowed are whole numbers from 0 to 31; the state is damaged, restore an earlier checkpoint");
    }

    /** The second channel's ring: the places after 150 events, of 32 and of 736 values. */
    private static int ringNext(Slab slab, Scorer scorer) {
        for (int i = scorer.layout().doublesOf(1); i < slab.doubles.length; i++) {
            if (slab.doubles[i] == USED % 32 && slab.doubles[i + 1] == USED) {
                return i;
            }
        }
        throw new AssertionError("no ring");
    }
}
