package io.undercurrent.streams.run;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.KafkaClients;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a group that has read nothing begins, for a start at an instant: Kafka Streams knows only
 * the ends of a topic, so the group gets its offsets before the first start.
 */
final class FirstOffsets {
    private static final long WAIT_SECONDS = 30;

    private FirstOffsets() {}

    static void commit(StreamSpec spec)
            throws InterruptedException, ExecutionException, TimeoutException {
        long millis = spec.source().start().instant().toEpochMilli();
        try (Admin admin = Admin.create(KafkaClients.properties(spec))) {
            Map<TopicPartition, OffsetSpec> at = new HashMap<>();
            Map<TopicPartition, OffsetSpec> end = new HashMap<>();
            String topic = spec.source().topic();
            admin.describeTopics(java.util.List.of(topic))
                    .allTopicNames()
                    .get(WAIT_SECONDS, TimeUnit.SECONDS)
                    .get(topic)
                    .partitions()
                    .forEach(
                            info -> {
                                var partition = new TopicPartition(topic, info.partition());
                                at.put(partition, OffsetSpec.forTimestamp(millis));
                                end.put(partition, OffsetSpec.latest());
                            });
            Map<TopicPartition, ListOffsetsResultInfo> found = list(admin, at);
            Map<TopicPartition, ListOffsetsResultInfo> ends = list(admin, end);
            Map<TopicPartition, OffsetAndMetadata> begin = new HashMap<>();
            found.forEach(
                    (partition, info) -> {
                        long offset = info.offset();
                        long last = ends.get(partition).offset();
                        begin.put(partition, new OffsetAndMetadata(offset < 0 ? last : offset));
                    });
            admin.alterConsumerGroupOffsets(Application.id(spec), begin)
                    .all()
                    .get(WAIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> list(
            Admin admin, Map<TopicPartition, OffsetSpec> which)
            throws InterruptedException, ExecutionException, TimeoutException {
        return admin.listOffsets(which).all().get(WAIT_SECONDS, TimeUnit.SECONDS);
    }
}
