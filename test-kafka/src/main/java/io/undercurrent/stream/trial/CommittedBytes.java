package io.undercurrent.stream.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.spec.StreamSpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads what a job committed, byte by byte: the records of each kind of result and key, in their
 * order.
 */
public final class CommittedBytes {
    private CommittedBytes() {}

    /** Reads everything committed; the job must have ended. */
    public static Map<String, List<String>> read(Stream stream, StreamSpec spec) throws Exception {
        Map<String, String> kinds =
                Map.of(
                        spec.sink().scores(), "score",
                        spec.sink().forecasts(), "forecast",
                        spec.sink().anomalies(), "anomaly",
                        spec.sink().deadLetters(), "dead letter",
                        spec.sink().episodes(), "episode");
        Map<String, List<String>> found = new TreeMap<>();
        for (var record : stream.allCommitted(kinds.keySet().toArray(String[]::new))) {
            String key = record.key() == null ? "no key" : new String(record.key(), UTF_8);
            found.computeIfAbsent(kinds.get(record.topic()) + " " + key, k -> new ArrayList<>())
                    .add(text(record));
        }
        return found;
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder().append(record.timestamp());
        record.headers()
                .forEach(
                        header ->
                                text.append(' ')
                                        .append(header.key())
                                        .append('=')
                                        .append(new String(header.value(), UTF_8)));
        return text.append(' ').append(HexFormat.of().formatHex(record.value())).toString();
    }
}
