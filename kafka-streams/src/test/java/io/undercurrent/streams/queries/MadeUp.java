package io.undercurrent.streams.queries;

import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.ScoreStatus;
import io.undercurrent.schemas.Wire;
import io.undercurrent.stream.metrics.RunHealth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An instance without Kafka. */
final class MadeUp implements Instance {
    final Map<String, Double> keys = new HashMap<>();
    final Map<String, Double> copies = new HashMap<>();
    final Map<String, Owner> owners = new HashMap<>();
    List<String> others = new ArrayList<>();
    boolean rebalancing;
    boolean settled = true;
    private final String self;

    MadeUp(String self) {
        this.self = self;
    }

    @Override
    public String self() {
        return self;
    }

    RunHealth health() {
        Map<String, Integer> counts = new TreeMap<>();
        counts.put("active_tasks", 3);
        return new RunHealth("RUNNING", "app", counts, List.of("events-0"), null, null);
    }

    @Override
    public Optional<KeyFacts> key(String key, boolean stale) throws Refusal {
        check();
        Double score = keys.get(key);
        if (score == null && stale) {
            score = copies.get(key);
        }
        return Optional.ofNullable(score)
                .map(known -> new KeyFacts(key, null, score(key, known), null, null));
    }

    static byte[] score(String key, double score) {
        Score record = new Score();
        record.setId("events-0-1");
        record.setKey(key);
        record.setTime(java.time.Instant.parse("2026-01-01T00:00:00.000001Z"));
        record.setValues(Arrays.asList(1.5, null));
        record.setExpected(List.of(1.0, 2.0));
        record.setLower(List.of(0.0, -1e300));
        record.setUpper(List.of(2.0, Double.POSITIVE_INFINITY));
        record.setScore(score);
        record.setSeverity(score);
        record.setPValue(0.25);
        record.setChannel(0);
        record.setStatus(ScoreStatus.SCORED);
        record.setAlarm(false);
        record.setModelId("m");
        return new Wire<Score>(Score.getClassSchema()).encode(record);
    }

    @Override
    public KeyPage page(ListQuery query) throws Refusal {
        check();
        List<KeyRow> rows =
                keys.entrySet().stream()
                        .map(e -> ListOrderTest.row(e.getKey(), e.getValue()))
                        .filter(row -> row.rank().isBehind(query.after()))
                        .toList();
        return KeyPage.merge(List.of(new KeyPage(rows, false)), query.limit());
    }

    private void check() throws Refusal {
        if (rebalancing) {
            throw Refusal.unavailable("rebalancing");
        }
    }

    @Override
    public Owner owner(String key) {
        return owners.getOrDefault(key, new Owner(self, List.of()));
    }

    @Override
    public List<String> others() {
        return others;
    }

    @Override
    public boolean isSettled() {
        return settled;
    }
}
