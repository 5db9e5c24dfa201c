package io.undercurrent.benchmarks.peers.calls;

import io.undercurrent.benchmarks.local.Cpu;
import io.undercurrent.benchmarks.peers.method.Outputs;
import io.undercurrent.benchmarks.peers.method.Peer;
import io.undercurrent.benchmarks.peers.method.Prefill;
import io.undercurrent.scorer.ScoreOutput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One contestant's calls alone, on one thread and one key: what the next events cost after
 * histories of growing length, and how large its state then is.
 */
public final class HistoryCosts<S> implements AutoCloseable {
    private static final long SECOND_MICROS = 1_000_000;
    private static final int FEWEST_EVENTS = 20;

    private final Peer<S> peer;
    private final Map<Integer, byte[]> states = new TreeMap<>();
    private final Map<Integer, double[]> micros = new LinkedHashMap<>();
    private final ScoreOutput out = Outputs.create();
    private final int rounds;
    private final long turnNanos;

    /**
     * Nothing is scored yet.
     *
     * @param turnNanos how long a turn lasts
     */
    public HistoryCosts(Peer<S> peer, int rounds, long turnNanos) {
        this.peer = peer;
        this.rounds = rounds;
        this.turnNanos = turnNanos;
    }

    /**
     * Leaves a state at each length; ends before those that it does not reach in time.
     *
     * @param lengths in events, rising
     */
    public void pass(List<Integer> lengths, long mostNanos) throws Exception {
        long begin = System.nanoTime();
        S state = peer.begin();
        int next = 0;
        for (int length : lengths) {
            if (peer.memory() < length) {
                state = peer.begin(); // older events leave nothing
                next = length - peer.memory() - 1;
            }
            for (; next < length; next++) {
                peer.learn(state, next * SECOND_MICROS, value(next), out);
                if ((next & 0xff) == 0 && System.nanoTime() - begin > mostNanos) {
                    return;
                }
            }
            states.put(length, peer.write(state));
            micros.put(length, new double[rounds]);
        }
    }

    /** One turn after each history; one of a negative number warms up and is not kept. */
    public void round(int round) throws Exception {
        for (Map.Entry<Integer, byte[]> each : states.entrySet()) {
            S state = peer.read(each.getValue());
            int event = each.getKey();
            for (int i = 0; i < FEWEST_EVENTS; i++, event++) {
                peer.score(state, event * SECOND_MICROS, value(event), out);
            }
            int from = event;
            long begin = Cpu.processNanos();
            while (event < from + FEWEST_EVENTS || Cpu.processNanos() - begin < turnNanos) {
                for (int i = 0; i < FEWEST_EVENTS; i++, event++) {
                    peer.score(state, event * SECOND_MICROS, value(event), out);
                }
            }
            if (round >= 0) {
                micros.get(each.getKey())[round] =
                        (Cpu.processNanos() - begin) / 1e3 / (event - from);
            }
        }
    }

    private static double value(int event) {
        return Prefill.value(event, new SplittableRandom(event));
    }

    /** CPU microseconds an event, one a round, after each history that was reached. */
    public Map<Integer, double[]> micros() {
        return micros;
    }

    /** Bytes of the state after each history. */
    public Map<Integer, Integer> bytes() {
        Map<Integer, Integer> bytes = new TreeMap<>();
        states.forEach((length, state) -> bytes.put(length, state.length));
        return bytes;
    }

    @Override
    public void close() throws Exception {
        peer.close();
    }

    public static <S> HistoryCosts<S> of(Peer<S> peer, int rounds, long turnNanos) {
        return new HistoryCosts<>(peer, rounds, turnNanos);
    }
}
