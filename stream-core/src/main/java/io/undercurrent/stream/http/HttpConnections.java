package io.undercurrent.stream.http;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The open connections of a server, and which of them goes if there are too many. */
final class HttpConnections {
    static final int MAX = 256;

    /** Answers that clients have not taken; beyond it the one sent longest is dropped. */
    static final long MAX_UNSENT_BYTES = 64L << 20;

    private static final Comparator<HttpConnection> LONGEST_FIRST =
            (a, b) -> Long.compare(a.since() - b.since(), 0); // as nanoTime may overflow

    private final Set<HttpConnection> open = new LinkedHashSet<>();

    boolean isFull() {
        return open.size() >= MAX;
    }

    void add(HttpConnection connection) {
        open.add(connection);
    }

    boolean has(HttpConnection connection) {
        return open.contains(connection);
    }

    /** Those whose clients had their time. */
    List<HttpConnection> late(long now) {
        return open.stream().filter(connection -> connection.isLate(now)).toList();
    }

    /**
     * Closes the connection that has kept us waiting longest, those that ask for nothing first.
     *
     * @return false if all of them wait for us
     */
    boolean makeRoom() {
        Optional<HttpConnection> victim =
                longest(HttpConnection.Phase.READING, HttpConnection.Phase.LEAVING)
                        .or(() -> longest(HttpConnection.Phase.SENDING));
        victim.ifPresent(this::close);
        return victim.isPresent();
    }

    /** Drops the answers that were sent longest, if they are more than memory is given to. */
    void boundUnsent() {
        while (open.stream().mapToLong(HttpConnection::unsent).sum() > MAX_UNSENT_BYTES) {
            close(longest(HttpConnection.Phase.SENDING).orElseThrow());
        }
    }

    private Optional<HttpConnection> longest(HttpConnection.Phase... phases) {
        return open.stream()
                .filter(connection -> List.of(phases).contains(connection.phase()))
                .min(LONGEST_FIRST);
    }

    void close(HttpConnection connection) {
        open.remove(connection);
        connection.close();
    }

    void closeAll() {
        open.forEach(HttpConnection::close);
        open.clear();
    }
}
