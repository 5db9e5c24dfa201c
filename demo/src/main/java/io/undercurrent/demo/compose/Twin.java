package io.undercurrent.demo.compose;

import io.undercurrent.detect.episode.SourcePosition;
import io.undercurrent.job.ModelFiles;
import io.undercurrent.schemas.Episode;
import io.undercurrent.schemas.Wire;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Slab;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.avro.SourceSchemas;
import io.undercurrent.stream.brokers.CommittedReader;
import io.undercurrent.stream.keystates.KeyStates;
import io.undercurrent.stream.keystates.SlabState;
import io.undercurrent.stream.keystates.Timers;
import io.undercurrent.stream.metrics.Count;
import io.undercurrent.stream.metrics.Metrics;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.IncomingDecoder;
import io.undercurrent.stream.record.Outgoing;
import io.undercurrent.stream.record.ResultRouting;
import io.undercurrent.stream.scoring.EventScoring;
import io.undercurrent.stream.scoring.StreamOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * An undisturbed twin of the job: it scores the stream once from its beginning in this process,
 * without a cluster, checkpoints or restarts. The job should have the same results.
 */
public final class Twin {
    private final StreamSpec spec;
    private final SourceSchemas schemas;
    private final ResultRouting addresses;
    private final Map<String, Long> prints = new HashMap<>();
    private final Wire<Episode> episodes = new Wire<>(Episode.getClassSchema());
    private String id;

    /**
     * Creates a twin of one stream's job.
     *
     * @param spec the stream's declaration
     * @param schemas the source's schemas, as resolved when the job started; a registry's latest
     *     schema may be another one by now
     */
    public Twin(StreamSpec spec, SourceSchemas schemas) {
        this.spec = spec;
        this.schemas = schemas;
        addresses = new ResultRouting(spec.sink());
    }

    /**
     * Scores the stream.
     *
     * @param ends the end offset of each partition
     * @param progress receives the number of records that are done
     * @return fingerprints of the results, by {@link Committed#name}
     * @throws IllegalStateException if the topic no longer has its beginning
     * @throws Exception if the brokers or the model fail
     */
    public Map<String, Long> score(Map<TopicPartition, Long> ends, LongConsumer progress)
            throws Exception {
        SequenceModel model = ModelFiles.load(spec.model());
        Scorer scorer = new Scorer(model, StreamOptions.scorer(spec), 1);
        KeyStates keyStates =
                new KeyStates(
                        spec.job(),
                        scorer.layout().bytes(),
                        new OnHeap(),
                        true,
                        new Count(),
                        Metrics.NONE);
        keyStates.open(new NoTimers(), Stream.empty());
        EventScoring scoring =
                new EventScoring(spec, model, scorer, keyStates, this::keep, Metrics.NONE);
        IncomingDecoder decoder = new IncomingDecoder(spec.source(), schemas);
        long done = 0;
        try (CommittedReader reader = new CommittedReader(spec)) {
            KafkaConsumer<byte[], byte[]> consumer = reader.consumer();
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            for (TopicPartition partition : ends.keySet()) {
                if (consumer.position(partition) > 0) {
                    throw new IllegalStateException(
                            String.format(
                                    Locale.ROOT,
                                    "%s: its first records are gone (retention), so no twin can read the stream from its beginning; start the demo again with compose-demo down and up",
                                    partition));
                }
            }
            while (!reader.hasReached(ends)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    if (record.offset() < end(ends, record)) {
                        score(scoring, decoder, record);
                        progress.accept(++done);
                    }
                }
            }
        }
        return prints;
    }

    private static long end(Map<TopicPartition, Long> ends, ConsumerRecord<?, ?> record) {
        return ends.get(new TopicPartition(record.topic(), record.partition()));
    }

    private void score(
            EventScoring scoring, IncomingDecoder decoder, ConsumerRecord<byte[], byte[]> record)
            throws Exception {
        Incoming in =
                decoder.decode(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        record.timestamp(),
                        record.key(),
                        record.value());
        id = in.id();
        scoring.score(in);
    }

    private void keep(Outgoing out) {
        prints.put(
                Committed.name(
                        addresses.topic(out.kind),
                        out.kind == Outgoing.Kind.EPISODE ? episode(out.value) : id),
                SchemaNormalization.fingerprint64(out.value));
    }

    private String episode(byte[] value) {
        try {
            return Committed.id(episodes.decode(value));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it was encoded a moment ago
        }
    }

    private static final class OnHeap implements SlabState {
        private final Map<String, Slab> slabs = new HashMap<>();

        @Override
        public Slab read(String key) {
            return slabs.get(key);
        }

        @Override
        public void write(String key, Slab slab) {
            slabs.put(key, slab);
        }

        @Override
        public void clear(String key) {
            slabs.remove(key);
        }
    }

    /** Frees nothing early: whether a key state has expired is decided when it is read. */
    private static final class NoTimers implements Timers {
        @Override
        public void register(String key, int note, long millis) {}

        @Override
        public void fire(long millis, BooleanSupplier enough) {}
    }

    /**
     * The differences between a job's results and its twin's.
     *
     * @param results how many results the twin has
     * @param lost names of those that the job lacks
     * @param unequal names of those that differ, and of those that only the job has
     * @param doubled how many of the job's results came again
     */
    public record Comparison(int results, List<String> lost, List<String> unequal, int doubled) {
        /**
         * Compares the results of a job and its twin.
         *
         * @param twin the twin's results
         * @param job what the job has committed, fingerprints by name
         * @param doubled how many of them came again
         * @param ends the twin's end offsets; later results of the job are ignored
         * @return the differences
         */
        public static Comparison of(
                Map<String, Long> twin,
                Map<String, Long> job,
                int doubled,
                Map<TopicPartition, Long> ends) {
            List<String> lost = new ArrayList<>();
            List<String> unequal = new ArrayList<>();
            twin.forEach(
                    (name, print) -> {
                        Long found = job.get(name);
                        if (found == null) {
                            lost.add(name);
                        } else if (!found.equals(print)) {
                            unequal.add(name);
                        }
                    });
            job.keySet().stream()
                    .filter(name -> !twin.containsKey(name) && isBefore(name, ends))
                    .forEach(unequal::add);
            return new Comparison(twin.size(), lost, unequal, doubled);
        }

        private static boolean isBefore(String name, Map<TopicPartition, Long> ends) {
            String id = Committed.source(name.substring(name.indexOf(' ') + 1));
            String topic = ends.keySet().iterator().next().topic();
            SourcePosition at = SourcePosition.parse(topic, id);
            var place = new TopicPartition(topic, at.partition());
            return at.offset() < ends.getOrDefault(place, 0L);
        }

        /**
         * Whether there is no difference.
         *
         * @return true if no result is lost, repeated or unequal
         */
        public boolean clean() {
            return lost.isEmpty() && unequal.isEmpty() && doubled == 0;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d results of the twin: %d lost, %d doubled, %d unequal%s",
                    results,
                    lost.size(),
                    doubled,
                    unequal.size(),
                    examples());
        }

        private String examples() {
            List<String> some = Stream.concat(lost.stream(), unequal.stream()).limit(3).toList();
            return some.isEmpty() ? "" : " (" + String.join(", ", some) + ")";
        }
    }
}
