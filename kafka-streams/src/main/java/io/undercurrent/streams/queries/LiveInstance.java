package io.undercurrent.streams.queries;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.KeyOptions;
import io.undercurrent.streams.scoring.KeyStoreReader;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads a running instance's stores and metadata through Kafka Streams. */
final class LiveInstance implements Instance {
    private final StreamSpec spec;
    private final KafkaStreams streams;
    private final String self;
    private final LocalStores stores;

    /**
     * Creates an instance.
     *
     * @param spec the stream's declaration
     * @param streams its Kafka Streams client
     * @param self its {@code application.server}
     * @param mostPages the largest number of list pages that are built or wait to be built
     */
    LiveInstance(StreamSpec spec, KafkaStreams streams, String self, int mostPages) {
        this.spec = spec;
        this.streams = streams;
        this.self = self;
        stores = new LocalStores(mostPages);
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public Optional<KeyFacts> key(String key, boolean stale) throws Refusal {
        return ask(() -> stores.key(kept(stale), key));
    }

    @Override
    public KeyPage page(ListQuery query) throws Refusal {
        return ask(() -> stores.page(kept(false), query));
    }

    private KeyStoreReader kept(boolean stale) {
        return new KeyStoreReader(
                store(KeyStoreReader.SLABS, stale), store(KeyStoreReader.STATUS, stale));
    }

    private ReadOnlyKeyValueStore<Bytes, byte[]> store(String name, boolean stale) {
        StoreQueryParameters<ReadOnlyKeyValueStore<Bytes, byte[]>> wanted =
                StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.keyValueStore());
        return streams.store(stale ? wanted.enableStaleStores() : wanted);
    }

    @Override
    public Owner owner(String key) throws Refusal {
        byte[] raw = raw(spec.source().key(), key);
        if (raw == null) {
            return new Owner(self, List.of());
        }
        KeyQueryMetadata found =
                ask(
                        () ->
                                streams.queryMetadataForKey(
                                        KeyStoreReader.STATUS, raw, new ByteArraySerializer()));
        if (found == null || found.activeHost().port() < 0) {
            return new Owner(null, List.of());
        }
        return new Owner(
                address(found.activeHost()),
                found.standbyHosts().stream().map(LiveInstance::address).toList());
    }

    /**
     * The bytes of the record key, as the source's partitioner sees them; null if no record key
     * decodes to this key.
     */
    static byte[] raw(KeyOptions declared, String key) {
        if (declared.from() == KeyOptions.From.RECORD
                && declared.encoding() == KeyOptions.Encoding.HEX) {
            try {
                return HexFormat.of().parseHex(key);
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
        return key.getBytes(UTF_8);
    }

    @Override
    public List<String> others() throws Refusal {
        return ask(
                () ->
                        streams.streamsMetadataForStore(KeyStoreReader.STATUS).stream()
                                .map(StreamsMetadata::hostInfo)
                                .filter(host -> host.port() >= 0)
                                .map(LiveInstance::address)
                                .filter(address -> !address.equals(self))
                                .sorted()
                                .toList());
    }

    /**
     * False during a rebalance, and if two instances advertise the same address: each then
     * considers the other's keys its own.
     */
    @Override
    public boolean isSettled() throws Refusal {
        if (streams.state() != KafkaStreams.State.RUNNING) {
            return false;
        }
        Set<TopicPartition> here = new HashSet<>();
        for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
            for (TaskMetadata task : thread.activeTasks()) {
                here.addAll(task.topicPartitions());
            }
        }
        return ask(
                () ->
                        streams.streamsMetadataForStore(KeyStoreReader.STATUS).stream()
                                .filter(other -> address(other.hostInfo()).equals(self))
                                .allMatch(own -> here.containsAll(own.topicPartitions())));
    }

    private static String address(HostInfo host) {
        return (host.host().contains(":") ? "[" + host.host() + "]" : host.host())
                + ":"
                + host.port();
    }

    private interface Question<T> {
        T ask() throws Refusal;
    }

    /**
     * Stores are opened and closed with their tasks, so a missing store means that the query should
     * be repeated, not that it failed.
     */
    private <T> T ask(Question<T> question) throws Refusal {
        try {
            return question.ask();
        } catch (InvalidStateStoreException e) {
            throw Refusal.unavailable(
                    "partitions are being assigned or key states restored: ask again");
        } catch (IllegalStateException e) {
            if (streams.state().isRunningOrRebalancing()) {
                throw e;
            }
            throw Refusal.unavailable("the instance stops or has stopped: " + streams.state());
        }
    }
}
