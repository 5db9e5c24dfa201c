package io.undercurrent.streams.run;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SourceOptions;
import io.undercurrent.stream.brokers.AdminQueries;
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
 * Commits the start offsets of an application that has read nothing, one for every partition,
 * before its first start. Otherwise Kafka Streams would keep no offset for a partition until its
 * first event, and {@code latest} would skip events that arrived while the application was stopped.
 */
public final class FirstOffsets {
    private FirstOffsets() {}

    /**
     * Commits the start offsets.
     *
     * @param admin the client of the brokers
     * @param spec the stream's declaration, with real brokers named
     * @return the group's committed offsets, perhaps those of another instance
     * @throws InterruptedException if the thread is interrupted
     * @throws ExecutionException if a request to the brokers fails
     * @throws TimeoutException if the brokers do not answer
     */
    static StartOffsets commit(Admin admin, StreamSpec spec)
            throws InterruptedException, ExecutionException, TimeoutException {
        String application = Application.id(spec);
        Map<TopicPartition, OffsetAndMetadata> begin = new HashMap<>();
        resolve(admin, spec).forEach((at, o) -> begin.put(at, new OffsetAndMetadata(o)));
        try {
            AdminQueries.await(admin.alterConsumerGroupOffsets(application, begin).all());
        } catch (ExecutionException e) {
            // Another instance that started at the same time has committed them already and is
            // running.
            StartOffsets others = GroupChecks.committed(admin, application, spec.source().topic());
            if (others.offsets().size() < begin.size()) {
                throw e;
            }
        }
        return GroupChecks.committed(admin, application, spec.source().topic());
    }

    /**
     * The offsets at which reading starts according to {@code source.start}.
     *
     * @param admin the client of the brokers
     * @param spec the stream's declaration
     * @return an offset for every partition of the source topic
     * @throws InterruptedException if the thread is interrupted
     * @throws ExecutionException if a request to the brokers fails
     * @throws TimeoutException if the brokers do not answer
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
     * The beginning offsets.
     *
     * @param admin the client of the brokers
     * @param spec the stream's declaration
     * @return the oldest offset of every partition of the source topic
     * @throws InterruptedException if the thread is interrupted
     * @throws ExecutionException if a request to the brokers fails
     * @throws TimeoutException if the brokers do not answer
     */
    public static Map<TopicPartition, Long> earliest(Admin admin, StreamSpec spec)
            throws InterruptedException, ExecutionException, TimeoutException {
        return list(admin, spec, OffsetSpec.earliest());
    }

    /**
     * The offsets of the first record at or after a time; the end offset if there is no such record
     * yet.
     */
    private static Map<TopicPartition, Long> at(Admin admin, StreamSpec spec, long millis)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, Long> offsets = list(admin, spec, OffsetSpec.forTimestamp(millis));
        list(admin, spec, OffsetSpec.latest())
                .forEach((at, end) -> offsets.merge(at, end, (o, e) -> o < 0 ? e : o));
        return offsets;
    }

    /**
     * The offsets that another program, such as the Flink job, has committed to {@code
     * source.group-id}.
     */
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
        return AdminQueries.offsets(
                admin,
                AdminQueries.partitions(admin, spec.source().topic()),
                which,
                IsolationLevel.READ_UNCOMMITTED);
    }
}
