package io.undercurrent.benchmarks.peers;

import io.undercurrent.benchmarks.peers.job.Load;
import io.undercurrent.benchmarks.peers.job.PeersSetting;
import io.undercurrent.benchmarks.peers.method.Contestant;
import io.undercurrent.benchmarks.peers.method.Peer;
import io.undercurrent.benchmarks.peers.method.Prefill;
import io.undercurrent.benchmarks.peers.page.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The job with more and more keys, each with a state before the first event; one run each. */
final class Growth {
    private static final String PART = "keys";
    private static final int TRIALS = 3;

    private final JobRuns jobs;
    private final Steps steps;
    private final List<Integer> counts;
    private final Map<String, Room.State> states = new HashMap<>();
    final List<Entry> entries = new ArrayList<>();

    Growth(JobRuns jobs, Steps steps, List<Contestant> contestants, List<Integer> counts) {
        this.jobs = jobs;
        this.steps = steps;
        this.counts = counts;
        contestants.forEach(contestant -> entries.add(new Entry(contestant)));
        PeersSetting setting = jobs.setting();
        double seconds = (2 * setting.warm().toMillis() + setting.measured().toMillis()) / 1e3;
        steps.plan.expect(PART, counts.size() * entries.size(), seconds + 12);
    }

    /** All numbers of keys, the fewest first. */
    void run(int events, Room room) throws Exception {
        for (int keys : counts) {
            List<Entry> fitting = new ArrayList<>();
            for (Entry entry : entries) {
                String refused = room.refuses(entry.contestant, state(entry.contestant), keys);
                if (refused == null) {
                    fitting.add(entry);
                } else {
                    entry.keysFailures.put(keys, refused);
                }
            }
            if (!fitting.isEmpty()) {
                run(events, keys, fitting);
            }
        }
        steps.plan.over(PART);
    }

    private void run(int events, int keys, List<Entry> fitting) throws Exception {
        Load load = Load.fill(jobs.setting(), "events-" + keys, events, keys);
        steps.each(
                PART,
                String.format(Locale.ROOT, "%,d keys", keys),
                fitting,
                entry -> entry.byKeys.put(keys, jobs.run(entry.contestant, load, null)));
        jobs.setting().admin().deleteTopics(List.of(load.topic())).all().get();
    }

    /** Of one key; the fastest trial, for the first ones run cold code. */
    private Room.State state(Contestant contestant) throws Exception {
        Room.State known = states.get(contestant.method());
        if (known == null) {
            try (Peer<?> peer = contestant.open(PeersSetting.alone(contestant))) {
                known = state(contestant, peer);
            }
            states.put(contestant.method(), known);
        }
        return known;
    }

    private <S> Room.State state(Contestant contestant, Peer<S> peer) throws Exception {
        Prefill prefill = new Prefill(1, 0, jobs.setting().firstEvents());
        int bytes = 0;
        double seconds = Double.POSITIVE_INFINITY;
        for (int trial = 0; trial < TRIALS; trial++) {
            long begin = System.nanoTime();
            S state = prefill.state(peer);
            seconds = Math.min(seconds, (System.nanoTime() - begin) / 1e9);
            bytes = peer.write(state).length;
        }
        boolean live = !contestant.isOurs() && peer.memory() == Integer.MAX_VALUE;
        return new Room.State(bytes, seconds, live);
    }
}
