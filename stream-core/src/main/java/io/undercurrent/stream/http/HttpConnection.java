package io.undercurrent.stream.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;

/** One connection, what was read of its next request, and what is to be sent. Not thread-safe. */
final class HttpConnection {
    /** What a connection waits for. */
    enum Phase {
        /** The client is to send a request, or the rest of one. */
        READING,
        /** The program is to make the answer. */
        WORKING,
        /** The client is to take the answer. */
        SENDING,
        /** The client is to see that nothing more comes. */
        LEAVING
    }

    private static final long HEAD_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long IDLE_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long SEND_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long LEAVE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int FIRST_BYTES = 512;
    private static final int MAX_DISCARDED = 256 << 10;

    private final SocketChannel channel;
    private final SelectionKey key;
    private Phase phase = Phase.READING;
    private long since;
    private byte[] head = new byte[FIRST_BYTES];
    private int filled;
    private int searched;
    private int discarded;
    private ByteBuffer[] unsent = {};
    private boolean isLast;

    HttpConnection(SocketChannel channel, SelectionKey key, long now) {
        this.channel = channel;
        this.key = key;
        since = now;
    }

    Phase phase() {
        return phase;
    }

    /** When the phase began, or the first byte of a request came. */
    long since() {
        return since;
    }

    boolean hasBegun() {
        return filled > 0;
    }

    /** Whether the client had its time. The program's own time is not limited here. */
    boolean isLate(long now) {
        long most =
                switch (phase) {
                    case READING -> hasBegun() ? HEAD_NANOS : IDLE_NANOS;
                    case WORKING -> Long.MAX_VALUE;
                    case SENDING -> SEND_NANOS;
                    case LEAVING -> LEAVE_NANOS;
                };
        return now - since > most;
    }

    private void enter(Phase next, int interest, long now) {
        phase = next;
        since = now;
        key.interestOps(interest);
    }

    /**
     * Reads what has arrived.
     *
     * @param buffer shared by all connections
     * @return false if the client is gone
     */
    boolean read(ByteBuffer buffer, long now) throws IOException {
        buffer.clear();
        if (phase == Phase.LEAVING) {
            int read = channel.read(buffer);
            discarded += Math.max(0, read);
            return read >= 0 && discarded < MAX_DISCARDED;
        }
        buffer.limit(Math.min(buffer.capacity(), RequestHead.MAX_BYTES - filled));
        int read = channel.read(buffer);
        if (read < 0) {
            return false;
        }
        if (read > 0 && !hasBegun()) {
            since = now;
        }
        buffer.flip();
        if (filled + read > head.length) {
            head = Arrays.copyOf(head, Math.max(2 * head.length, filled + read));
        }
        buffer.get(head, filled, read);
        filled += read;
        return true;
    }

    /**
     * Takes the next request out of what was read.
     *
     * @return the request; null if it is not complete
     * @throws HttpRefusal if it is too long or is none
     */
    RequestHead next(long now) throws HttpRefusal {
        while (filled >= 2 && head[0] == '\r' && head[1] == '\n') {
            drop(2); // an empty line before a request, which RFC 9112 allows
        }
        int end = RequestHead.end(head, searched, filled);
        if (end < 0) {
            searched = Math.max(0, filled - 3);
            if (filled >= RequestHead.MAX_BYTES) {
                throw new HttpRefusal(
                        HttpReply.HEAD_TOO_LARGE,
                        "the request's head is longer than " + RequestHead.MAX_BYTES + " bytes");
            }
            return null;
        }
        RequestHead request = RequestHead.parse(head, end);
        drop(end);
        enter(Phase.WORKING, 0, now);
        return request;
    }

    private void drop(int bytes) {
        System.arraycopy(head, bytes, head, 0, filled - bytes);
        filled -= bytes;
        searched = 0;
    }

    /** Begins to send an answer; after the last one the connection ends. */
    void send(HttpReply reply, boolean isHead, boolean isLast, long now) {
        this.isLast = isLast;
        ByteBuffer first = ByteBuffer.wrap(reply.head(isLast));
        unsent =
                isHead
                        ? new ByteBuffer[] {first}
                        : new ByteBuffer[] {first, ByteBuffer.wrap(reply.body())};
        enter(Phase.SENDING, SelectionKey.OP_WRITE, now);
    }

    /** The bytes that the client has not taken. */
    long unsent() {
        long bytes = 0;
        for (ByteBuffer part : unsent) {
            bytes += part.remaining();
        }
        return bytes;
    }

    /**
     * Sends as much as the client takes.
     *
     * @return whether all of it is sent and the next request may be taken
     */
    boolean write(long now) throws IOException {
        channel.write(unsent);
        if (unsent() > 0) {
            return false;
        }
        unsent = new ByteBuffer[] {};
        if (isLast) {
            // A close with unread bytes would be a reset, and the client might lose the answer.
            channel.shutdownOutput();
            enter(Phase.LEAVING, SelectionKey.OP_READ, now);
            return false;
        }
        enter(Phase.READING, SelectionKey.OP_READ, now);
        return true;
    }

    void close() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // The client is gone, which is what is wanted.
        }
    }
}
