package io.undercurrent.benchmarks.pipeline;

import io.undercurrent.benchmarks.local.Committed;
import io.undercurrent.benchmarks.local.Declaration;
import io.undercurrent.benchmarks.local.Events;
import io.undercurrent.schemas.Anomaly;
import io.undercurrent.schemas.Forecast;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.record.Outgoing.Kind;
import io.undercurrent.stream.record.SilenceId;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a job committed: how many records and bytes of each kind, and each event's sizes. */
final class Results {
    /** Of each kind the number of records and the bytes of their keys and values. */
    final Map<Kind, List<Long>> totals = new EnumMap<>(Kind.class);

    /** Scores that are not what the bare scorer gave, and events that were scored twice. */
    long different;

    private final Wire<Score> scores = new Wire<>(Score.getClassSchema());
    private final Wire<Forecast> forecasts = new Wire<>(Forecast.getClassSchema());
    private final Wire<Anomaly> anomalies = new Wire<>(Anomaly.getClassSchema());
    private final Map<Kind, int[]> sizes = new EnumMap<>(Kind.class);
    private final Events events;
    private final Scored oracle;

    private Results(Events events, Scored oracle) {
        this.events = events;
        this.oracle = oracle;
    }

    /**
     * Reads all that a job committed.
     *
     * @param oracle what the scores must be; null counts records and bytes only
     */
    static Results read(String servers, StreamSpec spec, Events events, Scored oracle)
            throws IOException {
        Results results = new Results(events, oracle);
        try (Committed committed = new Committed(servers)) {
            for (var topic : Declaration.outputs(spec).entrySet()) {
                long[] total = new long[2];
                committed.each(
                        topic.getValue(),
                        record -> {
                            total[0]++;
                            total[1] += record.key().length + record.value().length;
                            results.add(topic.getKey(), record);
                        });
                results.totals.put(topic.getKey(), List.of(total[0], total[1]));
            }
        }
        return results;
    }

    private void add(Kind kind, ConsumerRecord<byte[], byte[]> record) throws IOException {
        if (oracle == null || kind == Kind.DEAD_LETTER || kind == Kind.EPISODE) {
            return;
        }
        if (kind == Kind.ANOMALY && SilenceId.is(anomalies.decode(record.value()).getId())) {
            return; // of no event
        }
        int event =
                switch (kind) {
                    case SCORE -> compared(scores.decode(record.value()));
                    case FORECAST -> events.of(forecasts.decode(record.value()).getId());
                    default -> events.of(anomalies.decode(record.value()).getId());
                };
        int[] each = sizes.computeIfAbsent(kind, k -> new int[events.count()]);
        different += each[event] == 0 ? 0 : 1;
        each[event] = record.value().length;
    }

    private int compared(Score score) {
        int event = events.of(score.getId());
        different += oracle.equal(event, score) ? 0 : 1;
        return event;
    }

    /** Bytes of the record of a kind that came of an event; 0 where none did. */
    int bytes(Kind kind, int event) {
        int[] each = sizes.get(kind);
        return each == null ? 0 : each[event];
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        totals.forEach(
                (kind, total) ->
                        text.append(text.isEmpty() ? "" : ", ")
                                .append(
                                        String.format(
                                                Locale.ROOT,
                                                "%s %,d (%,d bytes)",
                                                kind,
                                                total.get(0),
                                                total.get(1))));
        return text.toString();
    }
}
