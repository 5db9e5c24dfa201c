package io.undercurrent.benchmarks.peers;

import io.undercurrent.benchmarks.local.Folders;
import io.undercurrent.benchmarks.peers.calls.HistoryCosts;
import io.undercurrent.benchmarks.peers.calls.PeerChecks;
import io.undercurrent.benchmarks.peers.job.Load;
import io.undercurrent.benchmarks.peers.job.Oracle;
import io.undercurrent.benchmarks.peers.job.PeerLatency;
import io.undercurrent.benchmarks.peers.job.PeerRun;
import io.undercurrent.benchmarks.peers.job.PeersSetting;
import io.undercurrent.benchmarks.peers.method.Contestant;
import io.undercurrent.benchmarks.peers.method.Peer;
import io.undercurrent.benchmarks.peers.page.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs all contestants; one that fails is noted and left out of what follows. */
final class Contest {
    private static final String TOPIC = "events";
    private static final double LOAD = 0.5;
    private static final String CHECK = "check";
    private static final String HISTORY = "history";
    private static final String CALLS = "calls";
    private static final String ROUND = "round";
    private static final String LATENCY = "latency";

    private final PeersSetting setting;
    private final JobRuns jobs;
    private final Steps steps;
    private final int rounds;
    final List<Entry> entries = new ArrayList<>();

    Contest(JobRuns jobs, Steps steps, List<Contestant> contestants, int rounds) {
        setting = jobs.setting();
        this.jobs = jobs;
        this.steps = steps;
        this.rounds = rounds;
        contestants.forEach(contestant -> entries.add(new Entry(contestant)));
    }

    /** Says what will be done, for the time that is left. */
    void plan(double turnSeconds, int histories, double historySeconds, boolean latencies) {
        int all = entries.size();
        int methods =
                (int) entries.stream().map(entry -> entry.contestant.method()).distinct().count();
        double run = setting.measured().toMillis() / 1e3 + 2 * setting.warm().toMillis() / 1e3;
        steps.plan.expect(CHECK, all, 1);
        steps.plan.expect(HISTORY, methods, historySeconds / 4);
        steps.plan.expect(CALLS, methods * (rounds + 1), histories * turnSeconds);
        steps.plan.expect(ROUND, all * (rounds + 1), run + 6);
        steps.plan.expect(LATENCY, latencies ? all : 0, run + 6);
    }

    /** Each one's own check. */
    void check() {
        steps.each(
                CHECK, CHECK, entries, entry -> entry.checked = PeerChecks.check(entry.contestant));
    }

    /** The calls alone, once a method: they know no backend. */
    void calls(List<Integer> histories, long turnNanos, long mostNanos) {
        Map<Entry, HistoryCosts<?>> costs = new LinkedHashMap<>();
        Set<String> methods = new HashSet<>();
        for (Entry entry : entries) {
            if (methods.add(entry.contestant.method())) {
                steps.one(
                        HISTORY,
                        HISTORY,
                        entry,
                        e -> costs.put(e, costs(e, histories, turnNanos, mostNanos)));
            }
        }
        for (int round = -1; round < rounds; round++) {
            int now = round;
            costs.forEach(
                    (entry, cost) ->
                            steps.one(
                                    CALLS,
                                    now < 0 ? "calls, warm-up" : "calls " + (now + 1),
                                    entry,
                                    unused -> cost.round(now)));
        }
        costs.forEach(
                (entry, cost) -> {
                    entry.calls.putAll(cost.micros());
                    entry.bytes.putAll(cost.bytes());
                    steps.one("", "end of calls", entry, unused -> cost.close());
                });
    }

    private HistoryCosts<?> costs(
            Entry entry, List<Integer> histories, long turnNanos, long mostNanos) throws Exception {
        Peer<?> peer = entry.contestant.open(PeersSetting.alone(entry.contestant));
        HistoryCosts<?> cost = HistoryCosts.of(peer, rounds, turnNanos);
        cost.pass(histories, mostNanos);
        return cost;
    }

    /** The jobs by turns over one topic; the first round is not kept. */
    void rounds(int events, int keys) throws Exception {
        Load load = Load.fill(setting, TOPIC, events, keys);
        Map<Entry, Oracle> oracles = new HashMap<>();
        for (int round = 0; round <= rounds; round++) {
            boolean kept = round > 0;
            steps.each(
                    ROUND,
                    kept ? "round " + round : "warm-up",
                    entries,
                    entry -> {
                        PeerRun run = round(entry, load, oracles);
                        if (kept) {
                            entry.runs.add(run);
                        }
                    });
        }
        oracles.forEach(
                (entry, oracle) -> steps.one("", "end of rounds", entry, unused -> oracle.close()));
    }

    private PeerRun round(Entry entry, Load load, Map<Entry, Oracle> oracles) throws Exception {
        Oracle known = oracles.get(entry);
        if (known == null) {
            Peer<?> peer = entry.contestant.open(PeersSetting.alone(entry.contestant));
            known = new Oracle(load, load.prefill(setting), peer);
            oracles.put(entry, known);
        }
        Oracle oracle = known;
        return jobs.run(
                entry.contestant,
                load,
                (topic, run) ->
                        entry.compared +=
                                oracle.check(setting.broker().servers(), topic, run.scored()));
    }

    /** At half of each one's own rate. */
    void latencies(int keys, double most) {
        steps.each(
                LATENCY,
                LATENCY,
                entries,
                entry -> {
                    double rate = Math.max(1, Math.min(most, LOAD * entry.rate()));
                    String name = jobs.name(entry.contestant, "paced");
                    entry.latency = PeerLatency.of(setting, entry.contestant, keys, rate, name);
                    Folders.delete(setting.folder().resolve(name));
                });
    }
}
