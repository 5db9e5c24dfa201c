package io.undercurrent.stream.keystates;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.stream.metrics.Count;
import io.undercurrent.stream.metrics.Metrics;
import org.junit.jupiter.api.Test;

class SlabWritesTest {
    private final Count bytes = new Count();
    private final SlabWrites writes = new SlabWrites(Metrics.NONE, bytes);

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
        assertThat(writes.flushSeconds).isBetween(0.0, 1.0);
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
