package io.undercurrent.benchmarks.peers.job;

import io.undercurrent.benchmarks.local.Committed;
import io.undercurrent.benchmarks.local.Events;
import io.undercurrent.benchmarks.peers.method.Outputs;
import io.undercurrent.benchmarks.peers.method.Peer;
import io.undercurrent.benchmarks.peers.method.Prefill;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.Wire;
import io.undercurrent.scorer.ScoreOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a contestant gives outside Flink, for some of the keys: one object a key, which is never
 * written to bytes, over the same events. Committed scores must be these to the bit.
 */
public final class Oracle implements AutoCloseable {
    private static final int KEYS = 20;
    private static final int NUMBERS = 5;
    private static final int MOST = 4_000;
    private static final long BUDGET_NANOS = 5_000_000_000L;

    private final Events events;
    private final Prefill prefill;
    private final Stepper<?> stepper;
    private final Map<Integer, List<Integer>> eventsOf = new HashMap<>();
    private final Map<Integer, double[]> expected = new HashMap<>();
    private long spent;

    public Oracle(Load load, Prefill prefill, Peer<?> peer) {
        events = load.events();
        this.prefill = prefill;
        stepper = new Stepper<>(peer);
        for (int i = 0; i < events.count(); i++) {
            if (events.key(i) < KEYS) {
                eventsOf.computeIfAbsent(events.key(i), k -> new ArrayList<>()).add(i);
            }
        }
    }

    /** The sampled keys' states. */
    private final class Stepper<S> {
        private final Peer<S> peer;
        private final Map<Integer, S> states = new HashMap<>();
        private final Map<Integer, Integer> done = new HashMap<>();
        private final ScoreOutput out = Outputs.create();

        Stepper(Peer<S> peer) {
            this.peer = peer;
        }

        void step(int key) throws Exception {
            S state = states.get(key);
            if (state == null) {
                state = prefill.state(peer);
                states.put(key, state);
            }
            int event = eventsOf.get(key).get(done.merge(key, 1, Integer::sum) - 1);
            peer.score(state, events.timeMicros(event), events.value(event), out);
            expected.put(
                    event,
                    new double[] {
                        out.score, out.pValue, out.expected[0], out.lower[0], out.upper[0]
                    });
        }

        int done(int key) {
            return done.getOrDefault(key, 0);
        }
    }

    /**
     * Reads what a run committed and compares.
     *
     * @param least events that must have a score
     * @return how many scores were compared
     */
    public int check(String servers, String topic, long least) throws Exception {
        BitSet seen = new BitSet(events.count());
        Map<Integer, double[]> committed = new HashMap<>();
        Wire<Score> wire = new Wire<>(Score.getClassSchema());
        try (Committed reader = new Committed(servers)) {
            reader.each(topic, record -> take(wire, record, seen, committed));
        }
        if (seen.cardinality() < least) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "%,d events have a committed score, %,d were scored",
                            seen.cardinality(),
                            least));
        }
        return compare(seen, committed);
    }

    private void take(
            Wire<Score> wire,
            ConsumerRecord<byte[], byte[]> record,
            BitSet seen,
            Map<Integer, double[]> committed)
            throws IOException {
        Score score = wire.decode(record.value());
        int event = events.of(score.getId());
        if (seen.get(event)) {
            throw new IllegalStateException("event " + score.getId() + " was scored twice");
        }
        seen.set(event);
        if (events.key(event) < KEYS) {
            committed.put(
                    event,
                    new double[] {
                        score.getScore(),
                        score.getPValue(),
                        number(score.getExpected()),
                        number(score.getLower()),
                        number(score.getUpper())
                    });
        }
    }

    private static double number(List<Double> values) {
        return values.get(0) == null ? Double.NaN : values.get(0);
    }

    private int compare(BitSet seen, Map<Integer, double[]> committed) throws Exception {
        int compared = 0;
        for (Map.Entry<Integer, List<Integer>> key : eventsOf.entrySet()) {
            List<Integer> own = key.getValue();
            for (int i = 0; i < own.size() && seen.get(own.get(i)); i++) {
                if (i >= stepper.done(key.getKey())) {
                    if (spent > BUDGET_NANOS || expected.size() >= MOST) {
                        break;
                    }
                    long begin = System.nanoTime();
                    stepper.step(key.getKey());
                    spent += System.nanoTime() - begin;
                }
                require(own.get(i), committed.get(own.get(i)));
                compared++;
            }
        }
        if (compared == 0) {
            throw new IllegalStateException("no score could be compared");
        }
        return compared;
    }

    private void require(int event, double[] found) {
        double[] wanted = expected.get(event);
        for (int i = 0; i < NUMBERS; i++) {
            if (Double.compare(wanted[i], found[i]) != 0) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "event %d: the job committed %s, outside Flink it is %s",
                                event,
                                java.util.Arrays.toString(found),
                                java.util.Arrays.toString(wanted)));
            }
        }
    }

    @Override
    public void close() throws Exception {
        stepper.peer.close();
    }
}
