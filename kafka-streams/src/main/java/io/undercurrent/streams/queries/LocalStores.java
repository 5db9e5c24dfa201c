package io.undercurrent.streams.queries;

import io.undercurrent.detect.episode.Episode;
import io.undercurrent.detect.episode.EpisodeStateCodec;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.Wire;
import io.undercurrent.streams.scoring.KeptKeys;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What the stores of this instance answer. */
final class LocalStores {
    private static final long WAIT_MILLIS = 2_000;

    /** One page reads the scores of all keys, so that at most one is made at a time. */
    private final Semaphore scans = new Semaphore(1);

    Optional<KeyFacts> key(KeptKeys kept, String key) {
        byte[] slab = kept.slab(key);
        byte[] score = kept.score(key);
        if (slab == null && score == null) {
            return Optional.empty();
        }
        return Optional.of(new KeyFacts(key, slab, score, kept.forecast(key), kept.episode(key)));
    }

    KeyPage page(KeptKeys kept, ListQuery query) throws Refusal {
        try {
            if (!scans.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                throw Refusal.unavailable("other pages of the list are being made: ask again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.unavailable("the instance stops");
        }
        try {
            return scan(kept, query);
        } finally {
            scans.release();
        }
    }

    private static KeyPage scan(KeptKeys kept, ListQuery query) {
        Map<String, KeyRow.Open> open = new HashMap<>();
        kept.episodes(
                (key, bytes) -> {
                    Episode episode = EpisodeStateCodec.decode(bytes).open();
                    if (episode != null) {
                        open.put(key, open(episode));
                    }
                });
        Wire<Score> scores = new Wire<>(Score.getClassSchema());
        // The last of those that are kept stands first, to make room for a better one.
        PriorityQueue<Ranked> best = new PriorityQueue<>(Collections.reverseOrder());
        kept.scores(
                (key, bytes) -> {
                    KeyRow row = row(scores, key, bytes, open.get(key));
                    Rank rank = row.rank();
                    if (rank.isBehind(query.after())) {
                        best.add(new Ranked(rank, row));
                        if (best.size() > query.limit() + 1) {
                            best.poll();
                        }
                    }
                });
        boolean more = best.size() > query.limit();
        if (more) {
            best.poll();
        }
        List<KeyRow> rows = best.stream().sorted().map(Ranked::row).toList();
        return new KeyPage(rows, more);
    }

    private record Ranked(Rank rank, KeyRow row) implements Comparable<Ranked> {
        @Override
        public int compareTo(Ranked other) {
            return rank.compareTo(other.rank);
        }
    }

    private static KeyRow row(Wire<Score> scores, String key, byte[] bytes, KeyRow.Open open) {
        try {
            Score score = scores.decode(bytes);
            Instant time = score.getTime();
            return new KeyRow(
                    key,
                    score.getScore(),
                    score.getAlarm(),
                    score.getStatus().name(),
                    time.toString(),
                    open);
        } catch (IOException | RuntimeException e) {
            // One record that another version wrote must not hide all other keys.
            return new KeyRow(key, -1, false, null, null, open);
        }
    }

    private static KeyRow.Open open(Episode episode) {
        return new KeyRow.Open(
                episode.severity(),
                episode.peak().score(),
                Json.time(episode.startMicros()),
                Json.time(episode.lastMicros()),
                episode.alarms());
    }
}
