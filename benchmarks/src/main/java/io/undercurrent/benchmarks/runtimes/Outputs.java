package io.undercurrent.benchmarks.runtimes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.benchmarks.local.Committed;
import io.undercurrent.benchmarks.local.Declaration;
import io.undercurrent.mamba2.Sha256;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.record.Outgoing.Kind;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a run committed: of each key and kind a hash over its records in their order, with
 * timestamps and headers.
 */
final class Outputs {
    private final Map<String, String> hashes = new HashMap<>();
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final MessageDigest digest;

    private Outputs() {
        digest = Sha256.digest();
    }

    /** Reads all of it; nobody may write meanwhile. */
    static Outputs read(String servers, StreamSpec spec) throws IOException {
        Outputs outputs = new Outputs();
        try (Committed committed = new Committed(servers)) {
            for (var topic : Declaration.outputs(spec).entrySet()) {
                outputs.counts.put(topic.getKey(), 0L);
                committed.each(topic.getValue(), record -> outputs.add(topic.getKey(), record));
            }
        }
        return outputs;
    }

    /** Adds one record behind its key's earlier ones. */
    private void add(Kind kind, ConsumerRecord<byte[], byte[]> record) {
        counts.merge(kind, 1L, Long::sum);
        String key = kind + " " + (record.key() == null ? "" : new String(record.key(), UTF_8));
        String before = hashes.get(key);
        if (before != null) {
            digest.update(before.getBytes(UTF_8));
        }
        digest.update(String.valueOf(record.timestamp()).getBytes(UTF_8));
        record.headers()
                .forEach(
                        header -> {
                            digest.update(header.key().getBytes(UTF_8));
                            digest.update(header.value());
                        });
        hashes.put(key, HexFormat.of().formatHex(digest.digest(record.value())));
    }

    /**
     * Refuses a difference.
     *
     * @param other what the other side committed
     * @param events each of which must have given a score or a dead letter
     * @throws IllegalStateException naming what differs
     */
    void check(Outputs other, long events) {
        long answered = counts.get(Kind.SCORE) + counts.get(Kind.DEAD_LETTER);
        if (answered != events || !counts.equals(other.counts)) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "of %,d events one side committed %s, the other %s",
                            events,
                            counts,
                            other.counts));
        }
        Map<String, String> different = new TreeMap<>(hashes);
        different
                .entrySet()
                .removeIf(each -> each.getValue().equals(other.hashes.get(each.getKey())));
        if (!different.isEmpty()) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "%,d of %,d keys' results differ, first %s",
                            different.size(),
                            hashes.size(),
                            different.keySet().iterator().next()));
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        counts.forEach(
                (kind, count) ->
                        text.append(text.isEmpty() ? "" : ", ")
                                .append(String.format(Locale.ROOT, "%s %,d", kind, count)));
        return text.toString();
    }
}
