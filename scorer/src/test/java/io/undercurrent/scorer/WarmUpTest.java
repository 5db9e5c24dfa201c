package io.undercurrent.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private final ScorerOptions options =
            ScorerOptions.builder(2).horizon(6).forecastEvery(5).alarmRate(0.01).warmup(40).build();

    @Test
    void noResultDependsOnIt() throws IOException {
        SequenceModel model = Models.load("bundled:tiny");
        Scorer warm = new Scorer(model, options, 3);
        assertThat(WarmUp.run(warm, Duration.ofMillis(100))).isPositive();
        assertThat(bytes(warm)).isEqualTo(bytes(new Scorer(model, options, 3)));
    }

    @Test
    void zeroIsNotAtAll() throws IOException {
        Scorer scorer = new Scorer(Models.load("bundled:tiny"), options, 1);
        assertThat(WarmUp.run(scorer, Duration.ZERO)).isZero();
    }

    private static byte[] bytes(Scorer scorer) {
        Random random = new Random(5);
        Slab slab = scorer.newSlab();
        ScoreOutput output = new ScoreOutput(2);
        for (int t = 0; t < 100; t++) {
            double[] values = {random.nextGaussian(), random.nextDouble()};
            scorer.score(slab, t * 1_000_000L, values, output);
        }
        byte[] bytes = new byte[SlabCodec.bytes(slab)];
        SlabCodec.encode(slab, bytes);
        return bytes;
    }
}
