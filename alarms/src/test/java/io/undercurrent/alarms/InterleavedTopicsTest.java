package io.undercurrent.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.schemas.EpisodeScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** However the two topics are interleaved, repeated and replayed: the same bytes. */
class InterleavedTopicsTest {
    /** Few: the driver commits each record to the disk. The rules have a test of thousands. */
    private static final int KEYS = 4;

    private static final String PATTERN = "episodes.group.pattern: '(k)'\n";

    private record Event(long offset, long time, double score) {}

    @Test
    void theBytesAreThoseOfTheScoresAlone() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (Alarms alone = new Alarms(PATTERN);
                Alarms mixed = new Alarms(PATTERN)) {
            for (int k = 0; k < KEYS; k++) {
                String key = "k" + k;
                List<Event> events = events(random);
                events.forEach(e -> alone.score(key, e.offset(), e.time(), e.score()));
                feed(mixed, key, random, replayed(events, random), replayed(events, random));
                List<byte[]> expected = values(alone);
                assertThat(values(mixed))
                        .as("seed " + seed + ", key " + k + ": " + events)
                        .usingElementComparator(java.util.Arrays::compare)
                        .isEqualTo(expected);
            }
        }
    }

    /** First those of the key, then those of the group: they come over different topics. */
    private static List<byte[]> values(Alarms alarms) {
        List<byte[]> keys = new ArrayList<>();
        List<byte[]> groups = new ArrayList<>();
        for (TestRecord<byte[], byte[]> record : alarms.records()) {
            boolean ofKey = alarms.decode(record.value()).getScope() == EpisodeScope.KEY;
            (ofKey ? keys : groups).add(record.value());
        }
        keys.addAll(groups);
        return keys;
    }

    private static List<Event> events(Random random) {
        List<Event> events = new ArrayList<>();
        long time = 1000;
        long offset = 0;
        for (int i = random.nextInt(25); i >= 0; i--) {
            offset += 1 + random.nextInt(3);
            time += random.nextInt(3) == 0 ? random.nextInt(40) : random.nextInt(6);
            events.add(
                    new Event(
                            offset,
                            time,
                            random.nextInt(5) < 2 ? 0.5 + random.nextInt(50) / 100.0 : 0.2));
        }
        // The key's last event ends what is open, so that the group's episode ends too.
        events.add(new Event(offset + 1, time + 1000, 0.1));
        return events;
    }

    private static List<Event> replayed(List<Event> events, Random random) {
        List<Event> written = new ArrayList<>();
        int replays = random.nextInt(3);
        int next = 0;
        while (next < events.size()) {
            written.add(events.get(next++));
            if (replays > 0 && random.nextInt(6) == 0) {
                next = random.nextInt(next);
                replays--;
            }
        }
        return written;
    }

    private static void feed(
            Alarms alarms, String key, Random random, List<Event> scores, List<Event> all) {
        List<Event> anomalies = new ArrayList<>(all);
        anomalies.removeIf(event -> event.score() < 0.5);
        int score = 0;
        int anomaly = 0;
        while (score < scores.size() || anomaly < anomalies.size()) {
            boolean fromScores =
                    anomaly == anomalies.size() || (score < scores.size() && random.nextBoolean());
            if (fromScores) {
                Event e = scores.get(score++);
                alarms.score(key, e.offset(), e.time(), e.score());
            } else {
                Event e = anomalies.get(anomaly++);
                alarms.anomaly(key, e.offset(), e.time(), e.score());
            }
        }
    }
}
