package io.undercurrent.streams.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.spec.SpecException;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerQuestions;
import io.undercurrent.stream.brokers.KafkaClients;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.portable.KeyStateFile;
import io.undercurrent.streams.run.Application;
import io.undercurrent.streams.run.ChangelogEnd;
import io.undercurrent.streams.run.GroupChecks;
import io.undercurrent.streams.run.StoppedGroup;
import io.undercurrent.streams.scoring.ChangelogTopics;
import io.undercurrent.streams.scoring.StoredMemories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;

/**
 * Writes all memories of a stopped application into one file, with the offsets that come next.
 *
 * <p>The changelog is read twice: first for where each key's newest record lies, then for these
 * records. Keeping the records themselves would take the memory of all keys together.
 */
final class ChangelogExport {
    private final StreamSpec spec;
    private final String application;
    private final String changelog;
    private final Map<Bytes, Newest> newest = new HashMap<>();
    private final Map<String, Mark> marks = new HashMap<>();
    private long keys;

    ChangelogExport(StreamSpec spec) {
        this.spec = spec;
        application = Application.id(spec);
        changelog = ChangelogTopics.slabs(application);
    }

    /** Writes the file and gives the offsets that it tells. */
    StartOffsets run(Path file, LongConsumer progress)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        try (Admin admin = Admin.create(KafkaClients.properties(spec))) {
            StoppedGroup.check(admin, application, "state export");
            Set<String> topics = BrokerQuestions.await(admin.listTopics().names());
            if (!topics.contains(changelog)) {
                throw new SpecException(
                        List.of(
                                String.format(
                                        Locale.ROOT,
                                        "source.group-id: application %s: the brokers have no changelog %s, so there are no memories of a Kafka Streams application",
                                        application,
                                        changelog)));
            }
            Repartitioned.checkRead(admin, spec, topics);
        }
        ChangelogEnd.read(spec, changelog, this::find);
        StartOffsets next;
        try (Admin admin = Admin.create(KafkaClients.properties(spec))) {
            // Behind the changelog's end, so that no commit that was under way lies in between.
            StoppedGroup.check(admin, application, "state export");
            next = GroupChecks.committed(admin, application, spec.source().topic());
        }
        Mark model = marks.get(StoredMemories.MODEL);
        if (model == null) {
            throw new SpecException(
                    List.of(
                            String.format(
                                    Locale.ROOT,
                                    "source.group-id: application %s: its changelog %s holds no memories yet",
                                    application,
                                    changelog)));
        }
        try (KeyStateFile.Writer writer = new KeyStateFile.Writer(file, model.text, next)) {
            ChangelogEnd.read(spec, changelog, record -> write(record, writer, progress));
            writer.complete();
        }
        return next;
    }

    long keys() {
        return keys;
    }

    private boolean find(ConsumerRecord<byte[], byte[]> record) {
        Bytes key = Bytes.wrap(record.key());
        String mark = StoredMemories.mark(key);
        if (mark != null) {
            if (record.value() != null) {
                String text = new String(record.value(), UTF_8);
                if (mark.equals(StoredMemories.FORMAT)) {
                    StoredMemories.checkFormat(text);
                }
                marks.merge(mark, new Mark(text, record.timestamp()), Mark::later);
            }
        } else {
            Newest found = new Newest(record.partition(), record.offset(), record.timestamp());
            newest.merge(key, found, Newest::later);
        }
        return true;
    }

    private boolean write(
            ConsumerRecord<byte[], byte[]> record,
            KeyStateFile.Writer writer,
            LongConsumer progress) {
        Bytes key = Bytes.wrap(record.key());
        Newest found = newest.get(key);
        if (found == null || record.value() == null || !found.is(record)) {
            return true;
        }
        try {
            writer.add(StoredMemories.key(key), record.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        progress.accept(++keys);
        return true;
    }

    /**
     * What a partition says of its memories. After a change of the model a partition without events
     * says the old one; each slab knows its own weights, so the newest is said of the file.
     */
    private record Mark(String text, long timestamp) {
        static Mark later(Mark a, Mark b) {
            return b.timestamp > a.timestamp ? b : a;
        }
    }

    /**
     * Where a key's newest record lies. A key whose producers changed their partitioner has
     * memories in two partitions; the one that was written last goes on.
     */
    private record Newest(int partition, long offset, long timestamp) {
        static Newest later(Newest a, Newest b) {
            boolean isLater =
                    a.partition == b.partition ? b.offset > a.offset : b.timestamp > a.timestamp;
            return isLater ? b : a;
        }

        boolean is(ConsumerRecord<byte[], byte[]> record) {
            return partition == record.partition() && offset == record.offset();
        }
    }
}
