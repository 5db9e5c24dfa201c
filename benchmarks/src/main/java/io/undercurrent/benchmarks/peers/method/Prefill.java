package io.undercurrent.benchmarks.peers.method;

import io.undercurrent.scorer.ScoreOutput;
import java.io.Serializable;
import java.util.SplittableRandom;

/**
 * What every key has seen before a run: a state that is warm, so that a run measures no beginnings.
 * All keys begin with the same one.
 *
 * @param keys how many keys there are
 * @param untilMicros all events are older than this
 * @param events how many each key has seen
 */
public record Prefill(int keys, long untilMicros, int events) implements Serializable {
    private static final long SECOND_MICROS = 1_000_000;

    /** The name of a key, as the topic has it. */
    public static String key(int number) {
        return "key-" + number;
    }

    /** A state of the peer's that has seen all events. */
    public <S> S state(Peer<S> peer) throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        long[] ages = new long[events];
        long age = SECOND_MICROS;
        for (int i = events - 1; i >= 0; i--) {
            ages[i] = age;
            // A key's events come as they do in the topic: each second belongs to one key of all.
            double seconds = -Math.log(1 - random.nextDouble()) * keys;
            age += SECOND_MICROS * Math.max(1, Math.round(seconds));
        }
        S state = peer.begin();
        ScoreOutput unread = Outputs.create();
        for (int i = 0; i < events; i++) {
            peer.learn(state, untilMicros - ages[i], value(i, random), unread);
        }
        return state;
    }

    public static double value(int event, SplittableRandom random) {
        return 10 * Math.sin(event / 7.0) + random.nextDouble();
    }
}
