package io.undercurrent.streams.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.scoring.RecordFailedException;
import io.undercurrent.stream.trial.JsonStream;
import io.undercurrent.stream.trial.Stream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A topology that fails at one record, on a broker. */
@Tag("slow")
class PoisonIT {
    private static final AtomicInteger FAILURES = new AtomicInteger();

    @TempDir Path folder;

    private static final class Failing extends ContextualProcessor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> record) {
            RecordMetadata metadata = context().recordMetadata().orElseThrow();
            if (metadata.offset() == 7) {
                Incoming in = new Incoming();
                in.topic = metadata.topic();
                in.partition = metadata.partition();
                in.offset = metadata.offset();
                FAILURES.incrementAndGet();
                throw RecordFailedException.at(in, new IllegalStateException("odd")).orElseThrow();
            }
        }
    }

    @Test
    void threeFailuresAtOneRecordEndTheRunWithItsPlace() throws Exception {
        try (LocalKafka kafka =
                LocalKafka.in(folder.resolve("kafka")).setting("log.retention.ms", "-1").start()) {
            JsonStream stream = new JsonStream(kafka.bootstrapServers(), "poison", folder);
            stream.create("poison", Map.of());
            stream.send("k", 1, 0, 10, Stream.START.toEpochMilli());
            StreamsBuilder builder = new StreamsBuilder();
            builder.stream("poison", Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                    .process(Failing::new, Named.as("failing"));
            Properties settings = new Properties();
            settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "poison");
            settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
            settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("stores").toString());
            settings.put("auto.offset.reset", "earliest");
            // A replaced thread waits for the failed one's session to end.
            settings.put("session.timeout.ms", "6000");
            settings.put("heartbeat.interval.ms", "1000");
            try (StreamsRun run = StreamsRun.of(builder.build(), settings, 100)) {
                run.start();
                Throwable end = catchThrowable(() -> run.ended().get(60, TimeUnit.SECONDS));
                assertThat(end).isInstanceOf(ExecutionException.class);
                assertThat(end.getCause())
                        .isInstanceOf(NoProgressException.class)
                        .hasMessageContaining("3 failures at record poison-0@7")
                        .hasMessageContaining("IllegalStateException: odd");
            }
            assertThat(FAILURES.get()).isEqualTo(3);
        }
    }
}
