package io.undercurrent.streams.queries;

import io.undercurrent.detect.episode.Episode;
import io.undercurrent.detect.episode.EpisodeCodec;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.Wire;
import io.undercurrent.streams.scoring.KeyStoreReader;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Answers queries from the stores of this instance. */
final class LocalStores {
    private static final long WAIT_SECONDS = 10;

    /** Allows one page at a time, because each page reads the scores of all keys. */
    private final Semaphore scan = new Semaphore(1);

    /**
     * Limits the queries that wait for a page: each holds a thread, and some threads must stay free
     * for other queries.
     */
    private final Semaphore pages;

    LocalStores(int mostPages) {
        pages = new Semaphore(mostPages);
    }

    Optional<KeyFacts> key(KeyStoreReader kept, String key) {
        byte[] slab = kept.slab(key);
        byte[] score = kept.score(key);
        if (slab == null && score == null) {
            return Optional.empty();
        }
        return Optional.of(new KeyFacts(key, slab, score, kept.forecast(key), kept.episode(key)));
    }

    KeyPage page(KeyStoreReader kept, ListQuery query) throws Refusal {
        if (!pages.tryAcquire()) {
            throw busy();
        }
        try {
            if (!scan.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw busy();
            }
            try {
                return scan(kept, query);
            } finally {
                scan.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.unavailable("the instance stops");
        } finally {
            pages.release();
        }
    }

    private static Refusal busy() {
        return Refusal.unavailable("other pages of the list are being made: ask again");
    }

    private static KeyPage scan(KeyStoreReader kept, ListQuery query) {
        Map<String, KeyRow.Open> open = new HashMap<>();
        kept.episodes(
                (key, bytes) -> {
                    EpisodeCodec.Open found = EpisodeCodec.decode(bytes);
                    if (found != null) {
                        open.put(key, open(found.episode()));
                    }
                });
        Best best = new Best(query.limit());
        Wire<Score> scores = new Wire<>(Score.getClassSchema());
        kept.scores(
                (key, bytes) -> {
                    Found found = new Found(key, score(scores, bytes), open.get(key));
                    if (found.rank().isBehind(query.after())) {
                        best.add(found);
                    }
                });
        return best.page();
    }

    /**
     * Decodes a score; null if that fails, because one record of another version must not hide all
     * other keys.
     */
    private static Score score(Wire<Score> scores, byte[] bytes) {
        try {
            return scores.decode(bytes);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** A candidate for the page. Its row is built only if it is in the page. */
    private record Found(Rank rank, Score score, KeyRow.Open open) {
        Found(String key, Score score, KeyRow.Open open) {
            this(KeyRow.rank(key, score == null ? -1 : score.getSeverity(), open), score, open);
        }

        KeyRow row() {
            return score == null
                    ? new KeyRow(rank.key(), -1, -1, false, null, null, open)
                    : new KeyRow(
                            rank.key(),
                            score.getScore(),
                            score.getSeverity(),
                            score.getAlarm(),
                            score.getStatus().name(),
                            score.getTime().toString(),
                            open);
        }
    }

    /** Keeps the first {@code limit} of the added keys. */
    private static final class Best {
        private final int limit;

        /**
         * The queue's head is the last kept key, which a better one replaces. One key more than the
         * limit is kept, to know whether there are more.
         */
        private final PriorityQueue<Found> found =
                new PriorityQueue<>(Comparator.comparing(Found::rank).reversed());

        Best(int limit) {
            this.limit = limit;
        }

        void add(Found next) {
            if (found.size() <= limit) {
                found.add(next);
            } else if (next.rank().compareTo(found.peek().rank()) < 0) {
                found.poll();
                found.add(next);
            }
        }

        KeyPage page() {
            boolean more = found.size() > limit;
            if (more) {
                found.poll();
            }
            return new KeyPage(
                    found.stream()
                            .sorted(Comparator.comparing(Found::rank))
                            .map(Found::row)
                            .toList(),
                    more);
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
