package io.undercurrent.streams.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.brokers.AdminQueries;
import io.undercurrent.stream.brokers.KafkaClients;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.portable.KeyStateFile;
import io.undercurrent.streams.run.Application;
import io.undercurrent.streams.run.ChangelogEnd;
import io.undercurrent.streams.run.GroupChecks;
import io.undercurrent.streams.run.StoppedGroup;
import io.undercurrent.streams.scoring.ChangelogEntries;
import io.undercurrent.streams.scoring.ChangelogTopics;
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
 * Writes all key states of a stopped application to one file, with the source offsets at which to
 * resume.
 *
 * <p>The changelog is read twice: first to find the position of each key's newest record, then to
 * write these records. Keeping the records themselves would need the memory of all key states
 * together.
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

    /** Writes the file and returns the offsets that it contains. */
    StartOffsets run(Path file, LongConsumer progress)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        try (Admin admin = Admin.create(KafkaClients.properties(spec))) {
            StoppedGroup.check(admin, application, "state export");
            Set<String> topics = AdminQueries.await(admin.listTopics().names());
            if (!topics.contains(changelog)) {
                throw new SpecException(
                        List.of(
                                String.format(
                                        Locale.ROOT,
                                        "source.group-id: application %s: the brokers have no changelog %s, so there are no key states of a Kafka Streams application",
                                        application,
                                        changelog)));
            }
            Repartitioned.checkRead(admin, spec, topics);
        }
        ChangelogEnd.read(spec, changelog, this::find);
        StartOffsets next;
        try (Admin admin = Admin.create(KafkaClients.properties(spec))) {
            // The offsets are read after the changelog's end, so that no commit that was in
            // progress falls in between.
            StoppedGroup.check(admin, application, "state export");
            next = GroupChecks.committed(admin, application, spec.source().topic());
        }
        Mark model = marks.get(ChangelogEntries.MODEL);
        if (model == null) {
            throw new SpecException(
                    List.of(
                            String.format(
                                    Locale.ROOT,
                                    "source.group-id: application %s: its changelog %s holds no key states yet",
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
        String mark = ChangelogEntries.mark(key);
        if (mark != null) {
            if (record.value() != null) {
                String text = new String(record.value(), UTF_8);
                if (mark.equals(ChangelogEntries.FORMAT)) {
                    ChangelogEntries.checkFormat(text);
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
            writer.add(ChangelogEntries.key(key), record.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        progress.accept(++keys);
        return true;
    }

    /**
     * The value of a mark in one partition. After a change of the model, a partition without events
     * still has the old mark. Each slab records its own weights, so the file gets the newest mark.
     */
    private record Mark(String text, long timestamp) {
        static Mark later(Mark a, Mark b) {
            return b.timestamp > a.timestamp ? b : a;
        }
    }

    /**
     * The position of a key's newest record. If producers changed their partitioner, a key has
     * states in two partitions; the one that was written last is exported.
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
