package io.undercurrent.benchmarks.peers;

import io.undercurrent.benchmarks.peers.method.Contestant;
import io.undercurrent.benchmarks.peers.page.Entry;
import io.undercurrent.benchmarks.peers.page.Findings;
import io.undercurrent.benchmarks.peers.calls.HistoryCosts;
import io.undercurrent.benchmarks.peers.job.Load;
import io.undercurrent.benchmarks.peers.job.Oracle;
import io.undercurrent.benchmarks.peers.method.Peer;
import io.undercurrent.benchmarks.peers.calls.PeerChecks;
import io.undercurrent.benchmarks.peers.job.PeerLatency;
import io.undercurrent.benchmarks.peers.job.PeerRun;
import io.undercurrent.benchmarks.peers.job.PeersSetting;
import io.undercurrent.benchmarks.local.Broker;
import io.undercurrent.benchmarks.local.Declaration;
import io.undercurrent.benchmarks.local.Folders;
import io.undercurrent.spec.StreamSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Runs all contestants; one that fails is noted and left out of what follows. */
final class Contest {
    private static final String TOPIC = "events";
    private static final double LOAD = 0.5;

    private final PeersSetting setting;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Integer> histories;
    private final List<Integer> keyCounts;
    private final long begin = System.nanoTime();
    private int runs;

    Contest(
            PeersSetting setting,
            List<Contestant> contestants,
            List<Integer> histories,
            List<Integer> keyCounts) {
        this.setting = setting;
        this.histories = histories;
        this.keyCounts = keyCounts;
        contestants.forEach(contestant -> entries.add(new Entry(contestant)));
    }

    Findings findings() {
        return new Findings(entries, histories, keyCounts);
    }

    /** What a part of the comparison does with an entry. */
    private interface Part {
        void of(Entry entry) throws Exception;
    }

    private void each(String what, Part part) {
        for (Entry entry : entries) {
            one(what, entry, part);
        }
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // the page names the cause, the log the place
    private void one(String what, Entry entry, Part part) {
        if (entry.failure != null) {
            return;
        }
        try {
            part.of(entry);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            entry.fail(what, e);
        } catch (Exception e) {
            entry.fail(what, e);
            e.printStackTrace();
        }
        System.err.printf(
                Locale.ROOT,
                "%4.0f s: %s, %s%s%n",
                (System.nanoTime() - begin) / 1e9,
                what,
                entry.contestant.name(),
                entry.failure == null ? "" : " FAILED: " + entry.failure);
    }

    /** Each one's own check. */
    void check() {
        each("check", entry -> entry.checked = PeerChecks.check(entry.contestant));
    }

    /** The calls alone, after histories of growing length; once a method. */
    void calls(int rounds, long turnNanos, long mostNanos) {
        Map<Entry, HistoryCosts<?>> costs = new LinkedHashMap<>();
        Set<String> methods = new HashSet<>();
        each(
                "history",
                entry -> {
                    if (methods.add(entry.contestant.method())) {
                        Peer<?> peer = entry.contestant.open(PeersSetting.alone(entry.contestant));
                        HistoryCosts<?> cost = HistoryCosts.of(peer, rounds, turnNanos);
                        cost.pass(histories, mostNanos);
                        costs.put(entry, cost);
                    }
                });
        for (int round = -1; round < rounds; round++) {
            int now = round;
            costs.forEach(
                    (entry, cost) -> one("calls " + (now + 1), entry, unused -> cost.round(now)));
        }
        costs.forEach(
                (entry, cost) -> {
                    entry.calls.putAll(cost.micros());
                    entry.bytes.putAll(cost.bytes());
                    one("end", entry, unused -> cost.close());
                });
    }

    /** The jobs by turns over one topic; the first round is not kept. */
    void rounds(int events, int keys, int rounds) throws Exception {
        Load load = Load.fill(setting, TOPIC, events, keys);
        Map<Entry, Oracle> oracles = new HashMap<>();
        for (int round = 0; round <= rounds; round++) {
            boolean kept = round > 0;
            each(
                    kept ? "round " + round : "warm-up",
                    entry -> {
                        Oracle oracle = oracles.get(entry);
                        if (oracle == null) {
                            Peer<?> peer =
                                    entry.contestant.open(PeersSetting.alone(entry.contestant));
                            oracle = new Oracle(load, load.prefill(setting), peer);
                            oracles.put(entry, oracle);
                        }
                        PeerRun run = run(entry, load, oracle);
                        if (kept) {
                            entry.runs.add(run);
                        }
                    });
        }
        oracles.forEach((entry, oracle) -> one("end", entry, unused -> oracle.close()));
    }

    private PeerRun run(Entry entry, Load load, Oracle oracle) throws Exception {
        return run(entry.contestant, entry, load, oracle);
    }

    private PeerRun run(Contestant contestant, Entry entry, Load load, Oracle oracle)
            throws Exception {
        String name = name(contestant, "run");
        StreamSpec spec = setting.spec(contestant, load.topic(), name);
        List<String> topics = List.copyOf(Declaration.outputs(spec).values());
        Broker.create(setting.admin(), setting.partitions(), topics);
        try {
            PeerRun run = PeerRun.of(setting, load, contestant, spec);
            if (oracle != null) {
                entry.compared +=
                        oracle.check(
                                setting.broker().servers(), spec.sink().scores(), run.scored());
            }
            return run;
        } finally {
            setting.admin().deleteTopics(topics).all().get();
            Folders.delete(setting.folder().resolve(name));
        }
    }

    private String name(Contestant contestant, String what) {
        return contestant.name().replace('@', '-') + "-" + what + "-" + ++runs;
    }

    /** At half of each one's own rate. */
    void latencies(int keys, double most) {
        each(
                "latency",
                entry -> {
                    double rate = Math.max(1, Math.min(most, LOAD * entry.rate()));
                    String name = name(entry.contestant, "paced");
                    entry.latency = PeerLatency.of(setting, entry.contestant, keys, rate, name);
                    Folders.delete(setting.folder().resolve(name));
                });
    }

    /** Some of the contestants on RocksDB, with more and more keys. */
    void keys(List<String> methods, int events, long mostBytes) throws Exception {
        for (int keys : keyCounts) {
            Load load = Load.fill(setting, TOPIC + "-" + keys, events, keys);
            for (String method : methods) {
                Contestant contestant = new Contestant(method, Contestant.DISK);
                Entry entry = keysEntry(contestant);
                if (entry == null || entry.failure != null) {
                    continue;
                }
                double bytes = findings().ofMethod(entry).keyBytes() * keys;
                if (bytes > mostBytes) {
                    entry.keysFailures.put(
                            keys,
                            String.format(
                                    Locale.ROOT, "not run: %.1f GiB of states", bytes / (1 << 30)));
                    continue;
                }
                one(
                        String.format(Locale.ROOT, "%,d keys", keys),
                        entry,
                        unused -> {
                            try {
                                entry.byKeys.put(keys, run(contestant, entry, load, null));
                            } catch (IllegalStateException e) {
                                entry.keysFailures.put(keys, "failed: " + e.getMessage());
                            }
                        });
            }
            setting.admin().deleteTopics(List.of(load.topic())).all().get();
        }
    }

    /** The entry that shows a method's runs on RocksDB; null where none was named. */
    private Entry keysEntry(Contestant contestant) {
        Entry shown = null;
        for (Entry entry : entries) {
            if (entry.contestant.equals(contestant)) {
                return entry;
            }
            if (shown == null && entry.contestant.method().equals(contestant.method())) {
                shown = entry;
            }
        }
        return shown;
    }
}
