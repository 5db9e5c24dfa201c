package io.undercurrent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatencyTest {
    private static final long SEED = 11;

    @Test
    void quantilesAreThoseOfTheSortedList() {
        SplittableRandom random = new SplittableRandom(SEED);
        Latency latency = new Latency();
        long[] all = new long[997];
        for (int i = 0; i < all.length; i++) {
            all[i] = random.nextInt(5000);
            latency.add(all[i]);
        }
        Arrays.sort(all);
        for (double share : new double[] {0.001, 0.5, 0.9, 0.99, 1}) {
            int rank = (int) Math.ceil(share * all.length);
            assertThat(latency.quantile(share))
                    .as("share %s, seed %d", share, SEED)
                    .isEqualTo(all[rank - 1]);
        }
    }

    @Test
    void clocksThatDisagreeAndLongWaitsStayInRange() {
        Latency latency = new Latency();
        assertThat(latency.quantile(0.5)).isEqualTo(-1);
        latency.add(-5);
        assertThat(latency.quantile(1)).isZero();
        latency.add(3_600_000);
        assertThat(latency.quantile(1)).isEqualTo(60_000);
    }
}
