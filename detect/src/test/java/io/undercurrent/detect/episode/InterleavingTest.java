package io.undercurrent.detect.episode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the interleaving, the repeats and the replays: the episodes are those of the oracle. */
class InterleavingTest {
    private static final int RUNS = 3000;

    /** An event of the key, as the job met it. */
    private record Event(int partition, long offset, long time, boolean alarm, double score) {}

    @Test
    void theEpisodesAreTheClustersOfTheAlarms() {
        long seed = System.nanoTime();
        for (int run = 0; run < RUNS; run++) {
            Random random = new Random(seed + run);
            List<Event> events = events(random, false);
            Told key = new Told();
            feed(key, random, replayed(events, random), replayed(events, random));
            List<String> over = new ArrayList<>(key.news());
            over.removeIf(text -> !text.startsWith("ENDED"));
            assertThat(over).as("seed " + (seed + run) + " of " + events).isEqualTo(oracle(events));
        }
    }

    @Test
    void theChangesAreThoseOfTheScoresAlone() {
        long seed = System.nanoTime();
        for (int run = 0; run < RUNS; run++) {
            Random random = new Random(seed + run);
            List<Event> events = events(random, false);
            Told alone = new Told();
            feed(alone, random, events, List.of());
            Told key = new Told();
            feed(key, random, replayed(events, random), replayed(events, random));
            assertThat(key.changes).as("seed " + (seed + run)).isEqualTo(alone.changes);
        }
    }

    @Test
    void lateAlarmsAreNotCountedTwiceEither() {
        long seed = System.nanoTime();
        for (int run = 0; run < RUNS; run++) {
            Random random = new Random(seed + run);
            List<Event> events = events(random, true);
            Told once = new Told();
            Told again = new Told();
            for (Event event : events) {
                take(once, event);
                take(again, event);
                // A repeat of what went before: of an alarm always, of an event that is no alarm
                // right after itself (an older one may end what an even older late alarm opened).
                take(again, event);
                events.stream()
                        .filter(e -> e.alarm() && events.indexOf(e) <= events.indexOf(event))
                        .forEach(e -> take(again, e));
            }
            assertThat(again.changes).as("seed " + (seed + run)).isEqualTo(once.changes);
        }
    }

    /** Sort the alarms by time, cut where the gap is larger than the quiet period. */
    private static List<String> oracle(List<Event> events) {
        List<Event> alarms = new ArrayList<>(events);
        alarms.removeIf(event -> !event.alarm());
        List<String> episodes = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= alarms.size(); i++) {
            if (i == alarms.size() || alarms.get(i).time() - alarms.get(i - 1).time() > 10) {
                List<Event> cluster = alarms.subList(from, i);
                double peak = cluster.stream().mapToDouble(Event::score).max().orElseThrow();
                episodes.add(
                        String.format(
                                Locale.ROOT,
                                "ENDED %d-%d %s x%d",
                                cluster.get(0).time(),
                                cluster.get(cluster.size() - 1).time(),
                                Told.RULES.severity(peak),
                                cluster.size()));
                from = i;
            }
        }
        return episodes;
    }

    /** Events of two source partitions; the last one is far behind the others, and no alarm. */
    private static List<Event> events(Random random, boolean late) {
        List<Event> events = new ArrayList<>();
        long[] offsets = {random.nextInt(5), random.nextInt(5)};
        long time = 1000;
        int count = 1 + random.nextInt(25);
        for (int i = 0; i < count; i++) {
            int partition = random.nextInt(2);
            offsets[partition] += 1 + random.nextInt(3);
            time += random.nextInt(3) == 0 ? random.nextInt(40) : random.nextInt(6);
            long own = late && random.nextInt(3) == 0 ? time - random.nextInt(60) : time;
            boolean alarm = random.nextInt(5) < 2;
            events.add(
                    new Event(
                            partition,
                            offsets[partition],
                            own,
                            alarm,
                            alarm ? 0.5 + random.nextInt(50) / 100.0 : 0.2));
        }
        events.add(new Event(0, offsets[0] + 1, time + 1000, false, 0.1));
        return events;
    }

    /** A topic's records where the job that writes it goes back to an older point now and then. */
    private static List<Event> replayed(List<Event> events, Random random) {
        List<Event> written = new ArrayList<>();
        int next = 0;
        int replays = random.nextInt(4);
        while (next < events.size()) {
            written.add(events.get(next++));
            if (replays > 0 && random.nextInt(6) == 0) {
                next = random.nextInt(next);
                replays--;
            }
        }
        return written;
    }

    private static void feed(Told key, Random random, List<Event> scores, List<Event> all) {
        List<Event> anomalies = new ArrayList<>(all);
        anomalies.removeIf(event -> !event.alarm());
        int score = 0;
        int anomaly = 0;
        while (score < scores.size() || anomaly < anomalies.size()) {
            boolean fromScores =
                    anomaly == anomalies.size() || (score < scores.size() && random.nextBoolean());
            take(key, fromScores ? scores.get(score++) : anomalies.get(anomaly++));
        }
    }

    private static void take(Told key, Event event) {
        if (event.alarm()) {
            key.alarm(event.partition(), event.offset(), event.time(), event.score());
        } else {
            key.pass(event.time());
        }
    }
}
