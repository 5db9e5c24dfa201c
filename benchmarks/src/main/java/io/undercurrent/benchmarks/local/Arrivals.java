package io.undercurrent.benchmarks.local;

import io.undercurrent.schemas.Micros;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.Wire;
import io.undercurrent.stream.brokers.CommittedReader;
import io.undercurrent.stream.brokers.CommittedReader.Isolation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Notes when each event's score reaches a consumer, by the clock that dated the event. */
public final class Arrivals implements Callable<Void> {
    private static final Duration POLL = Duration.ofMillis(100);

    /** Counts of scores that have arrived. */
    public final AtomicLong arrived = new AtomicLong();

    /** When each event's score came, microseconds since the epoch; 0 before. */
    public final long[] seen;

    /** The event's own time, when it was handed to the producer. */
    public final long[] produced;

    /** Scores of events that had one already. */
    public long twice;

    private final String servers;
    private final String topic;
    private final Isolation isolation;
    private final int partitions;
    private volatile boolean ended;

    /**
     * Nothing is read yet.
     *
     * @param servers the brokers
     * @param topic the scores'
     * @param isolation which records
     * @param partitions event i is in partition i modulo this, at offset i divided by it
     * @param events how many will come
     */
    public Arrivals(String servers, String topic, Isolation isolation, int partitions, int events) {
        this.servers = servers;
        this.topic = topic;
        this.isolation = isolation;
        this.partitions = partitions;
        seen = new long[events];
        produced = new long[events];
    }

    /** Reads until told to end. */
    @Override
    public Void call() throws Exception {
        Wire<Score> wire = new Wire<>(Score.getClassSchema());
        try (CommittedReader reader = Committed.reader(servers, isolation)) {
            reader.begin(List.of(topic));
            while (!ended) {
                var records = reader.consumer().poll(POLL);
                long now = nowMicros();
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    note(wire.decode(record.value()), now);
                }
            }
        }
        return null;
    }

    private void note(Score score, long now) {
        String[] place = score.getId().split("-", -1);
        int partition = Integer.parseInt(place[place.length - 2]);
        int event = Integer.parseInt(place[place.length - 1]) * partitions + partition;
        if (seen[event] == 0) {
            seen[event] = now;
            produced[event] = Micros.of(score.getTime());
        } else {
            twice++;
        }
        arrived.incrementAndGet();
    }

    /** The loop ends within a tenth of a second. */
    public void end() {
        ended = true;
    }

    static long nowMicros() {
        return Micros.of(Instant.now());
    }
}
