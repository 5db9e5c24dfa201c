package io.undercurrent.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class SlabWritesTest {
    private final SimpleCounter bytes = new SimpleCounter();
    private final SlabWrites writes = new SlabWrites(new UnregisteredMetricsGroup(), bytes);

    @Test
    void bytesAreThoseSinceTheCheckpointBeforeAndTheFlushsApart() {
        checkpoint(4, 300, 100);
        assertThat(writes.perCheckpoint).isEqualTo(400);
        assertThat(writes.perEvent).isEqualTo(100);
        assertThat(writes.flushBytes).isEqualTo(100);
        checkpoint(10, 0, 50);
        assertThat(writes.perCheckpoint).isEqualTo(50);
        assertThat(writes.perEvent).isEqualTo(5);
        assertThat(writes.flushBytes).isEqualTo(50);
        checkpoint(0, 0, 0);
        assertThat(writes.perCheckpoint).isZero();
        assertThat(writes.perEvent).as("no event, no division").isZero();
        assertThat(writes.flushMicros).isBetween(0L, 1_000_000L);
    }

    private void checkpoint(int events, long between, long inFlush) {
        for (int i = 0; i < events; i++) {
            writes.event();
        }
        bytes.inc(between);
        writes.beginFlush();
        bytes.inc(inFlush);
        writes.endFlush();
    }
}
