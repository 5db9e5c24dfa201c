package io.undercurrent.stream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.schemas.registry.ConfluentEncoder;
import io.undercurrent.schemas.registry.ConfluentFrame;
import io.undercurrent.schemas.registry.RegistrySettings;
import io.undercurrent.schemas.registry.SchemaRegistry;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.testing.FakeRegistry;
import io.undercurrent.testing.FakeRegistry.Mood;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A partition's records go as far as their schemas are there, in order, none lost or doubled. */
class SchemaGateTest {
    private static final TopicPartition ONE = new TopicPartition("t", 0);
    private static final TopicPartition TWO = new TopicPartition("t", 1);
    private static final Schema OLD =
            SchemaBuilder.record("R").fields().requiredInt("x").endRecord();
    private static final Schema NEW =
            SchemaBuilder.record("R").fields().requiredInt("x").optionalInt("y").endRecord();

    private final FakeRegistry registry = new FakeRegistry();
    private final int oldId = registry.add("t-value", OLD);
    private final int newId = registry.add("t-value", NEW);
    private final SchemaCache cache =
            new SchemaCache(
                    new SchemaRegistry(RegistrySettings.of(registry.url())),
                    Duration.ofMillis(10),
                    Duration.ofMillis(20),
                    Duration.ofMinutes(1));
    private final MockConsumer<byte[], byte[]> inner = new MockConsumer<>("earliest");
    private final Consumer<byte[], byte[]> consumer = SchemaGate.before(inner, cache);

    SchemaGateTest() throws IOException {}

    @AfterEach
    void close() {
        registry.close();
    }

    /** A call that blocks, on a thread of its own. */
    private record Waiting(
            Thread thread, CompletableFuture<ConsumerRecords<byte[], byte[]>> result) {
        private static final Set<Thread.State> AWAITING =
                EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

        static Waiting start(Supplier<ConsumerRecords<byte[], byte[]>> call) {
            CompletableFuture<ConsumerRecords<byte[], byte[]>> result = new CompletableFuture<>();
            Thread thread =
                    new Thread(
                            () -> {
                                try {
                                    result.complete(call.get());
                                } catch (Throwable e) {
                                    result.completeExceptionally(e);
                                }
                            });
            thread.start();
            return new Waiting(thread, result);
        }

        /** It waits, and goes on waiting while the registry fails again and again. */
        void awaitFailures(SchemaCache cache) {
            long before = cache.failures();
            await().atMost(Duration.ofMinutes(1)).until(() -> cache.failures() > before + 2);
            await().atMost(Duration.ofMinutes(1)).until(() -> AWAITING.contains(thread.getState()));
            assertThat(result).isNotDone();
        }
    }

    private ConsumerRecord<byte[], byte[]> record(TopicPartition partition, int offset, int id) {
        Schema schema = id == oldId ? OLD : NEW;
        GenericData.Record record = new GenericData.Record(schema);
        record.put("x", offset);
        byte[] value = new ConfluentEncoder(schema, id).encode(record);
        return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, null, value);
    }

    private static List<Long> offsets(ConsumerRecords<byte[], byte[]> records, TopicPartition of) {
        return records.records(of).stream().map(ConsumerRecord::offset).toList();
    }

    @Test
    void aPartitionWaitsForItsSchemaAndOthersGoOn() throws Exception {
        assertThat(cache.get(oldId)).isEqualTo(OLD);
        registry.mood = Mood.DOWN;
        consumer.assign(List.of(ONE, TWO));
        inner.updateBeginningOffsets(Map.of(ONE, 0L, TWO, 0L));
        int[] ids = {oldId, oldId, newId, oldId, newId};
        for (int i = 0; i < ids.length; i++) {
            inner.addRecord(record(ONE, i, ids[i]));
            inner.addRecord(record(TWO, i, oldId));
        }
        ConsumerRecords<byte[], byte[]> first = consumer.poll(Duration.ZERO);
        assertThat(offsets(first, ONE)).containsExactly(0L, 1L);
        assertThat(offsets(first, TWO)).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(first.nextOffsets().get(ONE).offset()).isEqualTo(2);
        assertThat(inner.position(ONE)).isEqualTo(2);
        assertThat(inner.paused()).containsExactly(ONE);

        // What the user resumes meanwhile must not let the held partition go.
        consumer.resume(List.of(ONE, TWO));
        inner.addRecord(record(TWO, 5, oldId));
        ConsumerRecords<byte[], byte[]> second = consumer.poll(Duration.ZERO);
        assertThat(offsets(second, TWO)).containsExactly(5L);
        assertThat(offsets(second, ONE)).isEmpty();

        registry.mood = Mood.WELL;
        List<Long> late = new ArrayList<>();
        // The mock forgets what it has given out, where a broker would give it again.
        for (int i = 2; i < ids.length; i++) {
            inner.addRecord(record(ONE, i, ids[i]));
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (late.size() < 3 && System.nanoTime() < deadline) {
            late.addAll(offsets(consumer.poll(Duration.ofMillis(10)), ONE));
        }
        assertThat(late).containsExactly(2L, 3L, 4L);
        assertThat(inner.paused()).isEmpty();
    }

    @Test
    void whatItsUserHasPausedStaysPaused() throws Exception {
        registry.mood = Mood.DOWN;
        consumer.assign(List.of(ONE));
        inner.updateBeginningOffsets(Map.of(ONE, 0L));
        inner.addRecord(record(ONE, 0, newId));
        ConsumerRecords<byte[], byte[]> none = consumer.poll(Duration.ZERO);
        assertThat(none.isEmpty()).isTrue();
        assertThat(none.nextOffsets().get(ONE).offset()).isZero();
        consumer.pause(List.of(ONE));
        registry.mood = Mood.WELL;
        assertThat(cache.get(newId)).isEqualTo(NEW);
        assertThat(consumer.poll(Duration.ZERO).isEmpty()).isTrue();
        assertThat(inner.paused()).containsExactly(ONE);
        consumer.resume(List.of(ONE));
        assertThat(inner.paused()).isEmpty();
    }

    @Test
    void theInterceptorWaitsUntilItIsReadyOrReleased() throws Exception {
        Properties properties = new Properties();
        properties.setProperty(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, "their.Own");
        SchemaWait.into(properties, "h1");
        assertThat(properties.getProperty(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG))
                .isEqualTo("their.Own,io.undercurrent.stream.registry.SchemaWait");
        registry.mood = Mood.DOWN;
        SchemaCaches.name("h1", cache);
        SchemaWait wait = new SchemaWait();
        wait.configure(Map.of("undercurrent.schemas", "h1"));
        ConsumerRecords<byte[], byte[]> records =
                new ConsumerRecords<>(Map.of(ONE, List.of(record(ONE, 0, newId))), Map.of());
        Waiting first = Waiting.start(() -> wait.onConsume(records));
        first.awaitFailures(cache);
        registry.mood = Mood.WELL;
        assertThat(first.result.get(60, TimeUnit.SECONDS)).isSameAs(records);

        registry.mood = Mood.DOWN;
        int later = registry.add("t-value", Schema.create(Schema.Type.LONG));
        ConsumerRecords<byte[], byte[]> more =
                new ConsumerRecords<>(Map.of(ONE, List.of(record(ONE, 1, later))), Map.of());
        Waiting second = Waiting.start(() -> wait.onConsume(more));
        second.awaitFailures(cache);
        SchemaCaches.release("h1");
        assertThat(second.result.get(60, TimeUnit.SECONDS)).isSameAs(more);
        wait.close();
    }

    @Test
    void anIdThatNoRegistryGivesPassesBothGatesAndIsADeadLetter() throws Exception {
        registry.mood = Mood.DOWN;
        byte[] zero = {0, 0, 0, 0, 0, 1};
        byte[] negative = {0, -1, 0, 0, 0, 1};
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (byte[] value : List.of(zero, negative, zero)) {
            records.add(new ConsumerRecord<>("t", 0, records.size(), null, value));
        }
        consumer.assign(List.of(ONE));
        inner.updateBeginningOffsets(Map.of(ONE, 0L));
        records.forEach(inner::addRecord);
        assertThat(offsets(consumer.poll(Duration.ZERO), ONE)).containsExactly(0L, 1L, 2L);

        SchemaCaches.name("ids", cache);
        SchemaWait wait = new SchemaWait();
        wait.configure(Map.of("undercurrent.schemas", "ids"));
        ConsumerRecords<byte[], byte[]> polled =
                new ConsumerRecords<>(Map.of(ONE, records), Map.of());
        var behind =
                CompletableFuture.supplyAsync(
                        () -> wait.onConsume(polled), task -> new Thread(task).start());
        assertThat(behind.get(60, TimeUnit.SECONDS)).isSameAs(polled);

        for (byte[] value : List.of(zero, negative)) {
            var letter =
                    CompletableFuture.supplyAsync(
                            () ->
                                    catchThrowableOfType(
                                            BadRecordException.class,
                                            () -> cache.get(ConfluentFrame.id(value))),
                            task -> new Thread(task).start());
            assertThat(letter.get(60, TimeUnit.SECONDS).reason())
                    .isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA);
        }
        assertThat(registry.requests).isEmpty();
        SchemaCaches.release("ids");
    }
}
