package io.undercurrent.demo.view;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rows and messages that a view shows, bounded however many keys a stream has. Thread-safe: one
 * thread adds events, another one draws.
 */
final class Board {
    static final int MAX_KEYS = 512;
    static final int MAX_MESSAGES = 100;

    private final Map<String, Track> tracks = new TreeMap<>(LocalTimeResolver.INSTANCE);
    private final Set<String> unshown = new HashSet<>();
    private final Deque<String> messages = new ArrayDeque<>();
    private String header = "";

    private static final class Track {
        private final Deque<KeyHistory.Point> points = new ArrayDeque<>();
        private Row last;

        private void add(Row row) {
            last = row;
            points.addLast(new KeyHistory.Point(row.value(), row.alarm()));
            if (points.size() > Columns.MAX_SPARK) {
                points.removeFirst();
            }
        }
    }

    synchronized void update(Row row) {
        Track track = tracks.get(row.key());
        if (track == null) {
            if (tracks.size() == MAX_KEYS) {
                if (unshown.size() < MAX_KEYS) {
                    unshown.add(row.key());
                }
                return;
            }
            track = new Track();
            tracks.put(row.key(), track);
        }
        track.add(row);
    }

    synchronized void message(String text) {
        messages.addLast(text);
        if (messages.size() > MAX_MESSAGES) {
            messages.removeFirst();
        }
    }

    synchronized void header(String text) {
        header = text;
    }

    synchronized Frame frame() {
        List<KeyHistory> keys = new ArrayList<>(tracks.size());
        for (Track track : tracks.values()) {
            keys.add(new KeyHistory(track.last, List.copyOf(track.points)));
        }
        return new Frame(header, keys, unshown.size(), List.copyOf(messages));
    }
}
