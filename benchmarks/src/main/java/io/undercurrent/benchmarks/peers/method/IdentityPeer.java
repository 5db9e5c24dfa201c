package io.undercurrent.benchmarks.peers.method;

import io.undercurrent.scorer.ScoreOutput;
import java.nio.ByteBuffer;

/** Passes an event on and counts it: what source, sink and checkpoints cost by themselves. */
public final class IdentityPeer implements Peer<long[]> {
    @Override
    public long[] begin() {
        return new long[1];
    }

    @Override
    public void score(long[] state, long timeMicros, double value, ScoreOutput out) {
        state[0]++;
        Outputs.set(out, value, 0, value, 0);
    }

    @Override
    public byte[] write(long[] state) {
        return ByteBuffer.allocate(Long.BYTES).putLong(state[0]).array();
    }

    @Override
    public long[] read(byte[] bytes) {
        return new long[] {ByteBuffer.wrap(bytes).getLong()};
    }
}
