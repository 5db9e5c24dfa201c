package io.undercurrent.streams.queries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How many queries a second. */
class GateTest {
    @Test
    void aSecondsWorthAtOnceThenAsManyASecond() {
        AtomicLong nanos = new AtomicLong(-5);
        TokenBucket bucket = new TokenBucket(10, nanos::get);
        assertThat(taken(bucket, 30)).isEqualTo(10);
        nanos.addAndGet(99_000_000);
        assertThat(taken(bucket, 30)).isZero();
        nanos.addAndGet(2_000_000);
        assertThat(taken(bucket, 30)).isEqualTo(1);
        nanos.addAndGet(3_600_000_000_000L);
        assertThat(taken(bucket, 30)).as("an hour later no more than a second's").isEqualTo(10);
    }

    private static int taken(TokenBucket bucket, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += bucket.take() ? 1 : 0;
        }
        return taken;
    }
}
