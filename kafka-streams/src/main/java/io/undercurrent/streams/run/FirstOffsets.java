package io.undercurrent.streams.run;

import io.undercurrent.spec.SourceOptions;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerQuestions;
import io.undercurrent.stream.brokers.StartOffsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Where an application begins that has read nothing: its group gets an offset in every partition
 * before the first start. Kafka Streams itself would look for one when a partition's first event
 * comes, and {@code latest} would then skip what came while it was stopped.
 */
public final class FirstOffsets {
    private FirstOffsets() {}

    /**
     * Commits the offsets of a first start.
     *
     * @param admin the brokers
     * @param spec the stream's declaration, with real brokers named
     * @return the offsets
     * @throws InterruptedException where the thread is interrupted
     * @throws ExecutionException where the brokers refuse
     * @throws TimeoutException where they do not answer
     */
    static StartOffsets commit(Admin admin, StreamSpec spec)
            throws InterruptedException, ExecutionException, TimeoutException {
        String application = Application.id(spec);
        Map<TopicPartition, OffsetAndMetadata> begin = new HashMap<>();
        resolve(admin, spec).forEach((at, o) -> begin.put(at, new OffsetAndMetadata(o)));
        try {
            BrokerQuestions.await(admin.alterConsumerGroupOffsets(application, begin).all());
        } catch (ExecutionException e) {
            // Another instance that starts at the same time was quicker, and runs.
            StartOffsets others = GroupChecks.committed(admin, application, spec.source().topic());
            if (others.offsets().size() < begin.size()) {
                throw e;
            }
        }
        return GroupChecks.committed(admin, application, spec.source().topic());
    }

    /**
     * Where {@code source.start} says that reading begins.
     *
     * @param admin asks the brokers
     * @param spec the stream's declaration
     * @return an offset for every partition of the source topic
     * @throws InterruptedException where the thread is interrupted
     * @throws ExecutionException where the brokers refuse
     * @throws TimeoutException where they do not answer
     */
    public static Map<TopicPartition, Long> resolve(Admin admin, StreamSpec spec)
            throws InterruptedException, ExecutionException, TimeoutException {
        SourceOptions.Start start = spec.source().start();
        return switch (start.from()) {
            case EARLIEST -> list(admin, spec, OffsetSpec.earliest());
            case LATEST -> list(admin, spec, OffsetSpec.latest());
            case INSTANT -> at(admin, spec, start.instant().toEpochMilli());
            case COMMITTED -> committed(admin, spec);
        };
    }

    /**
     * The beginnings.
     *
     * @param admin asks the brokers
     * @param spec the stream's declaration
     * @return the oldest offset of every partition of the source topic
     * @throws InterruptedException where the thread is interrupted
     * @throws ExecutionException where the brokers refuse
     * @throws TimeoutException where they do not answer
     */
    public static Map<TopicPartition, Long> earliest(Admin admin, StreamSpec spec)
            throws InterruptedException, ExecutionException, TimeoutException {
        return list(admin, spec, OffsetSpec.earliest());
    }

    /** The first record at or after a time; the end where there is none yet. */
    private static Map<TopicPartition, Long> at(Admin admin, StreamSpec spec, long millis)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, Long> offsets = list(admin, spec, OffsetSpec.forTimestamp(millis));
        list(admin, spec, OffsetSpec.latest())
                .forEach((at, end) -> offsets.merge(at, end, (o, e) -> o < 0 ? e : o));
        return offsets;
    }

    /** What another program, such as the Flink job, has committed to the declared group. */
    private static Map<TopicPartition, Long> committed(Admin admin, StreamSpec spec)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, Long> offsets = list(admin, spec, OffsetSpec.earliest());
        GroupChecks.committed(admin, spec.source().groupId(), spec.source().topic())
                .offsets()
                .forEach((place, offset) -> offsets.put(StartOffsets.partition(place), offset));
        return offsets;
    }

    private static Map<TopicPartition, Long> list(Admin admin, StreamSpec spec, OffsetSpec which)
            throws InterruptedException, ExecutionException, TimeoutException {
        return BrokerQuestions.offsets(
                admin,
                BrokerQuestions.partitions(admin, spec.source().topic()),
                which,
                IsolationLevel.READ_UNCOMMITTED);
    }
}
