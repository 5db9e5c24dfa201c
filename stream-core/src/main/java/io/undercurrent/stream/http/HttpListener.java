package io.undercurrent.stream.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP server for GET and HEAD, without encryption or login: every HTTP server of ours is
 * one of these.
 *
 * <p>One thread reads and writes all connections and never waits for one, so a client that sends
 * half a request or reads slowly costs a connection and no thread. If there are too many, the one
 * that has kept us waiting longest is closed in favour of a new one. A few threads make the
 * answers; requests that do not fit in their queue get 503. {@value #HEALTH} has a thread of its
 * own.
 *
 * <p>It replaces the JDK's server, whose working threads read the requests themselves, so that as
 * many half requests as there are threads silence it, and whose limits are properties of the whole
 * JVM. It needs no dependency either.
 */
public final class HttpListener implements AutoCloseable {
    /** The path of the probes. */
    public static final String HEALTH = "/health";

    /** The longest query; links that are given to clients must not be longer. */
    public static final int MAX_QUERY_CHARS = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
    private static final int BACKLOG = 128;
    private static final int WAITING = 64;
    private static final int WAITING_FOR_HEALTH = 16;
    private static final int BUFFER_BYTES = 16 << 10;
    private static final long TICK_MILLIS = 100;

    private final ServerSocketChannel server;
    private final Selector selector;
    private final SelectionKey accepting;
    private final HttpService service;
    private final HttpGuard guard;
    private final ThreadPoolExecutor workers;
    private final ThreadPoolExecutor health;
    private final Thread thread;
    private final HttpConnections open = new HttpConnections();
    private final Queue<Runnable> answered = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final InetSocketAddress bound;
    private long ticked = System.nanoTime();
    private volatile boolean closed;

    /**
     * Who a server is.
     *
     * @param address the only address to listen at; port 0 chooses a free port
     * @param names names by which clients may address it, besides its loopback names or, if other
     *     machines reach it, IP addresses and names without a dot
     * @param option the option that allows more names, for messages
     * @param threads the beginning of its threads' names
     * @param workers the number of threads that make answers
     */
    public record Place(
            InetSocketAddress address,
            Collection<String> names,
            String option,
            String threads,
            int workers) {}

    private HttpListener(Place place, HttpService service) throws IOException {
        this.service = service;
        selector = Selector.open();
        server = ServerSocketChannel.open();
        try {
            server.configureBlocking(false);
            server.bind(place.address, BACKLOG);
            accepting = server.register(selector, SelectionKey.OP_ACCEPT);
            bound = (InetSocketAddress) server.getLocalAddress();
        } catch (IOException e) {
            server.close();
            selector.close();
            throw e;
        }
        guard = new HttpGuard(bound.getAddress(), place.names, place.option);
        workers = threads(place.threads, place.workers, WAITING);
        health = threads(place.threads + "-health", 1, WAITING_FOR_HEALTH);
        thread = new Thread(this::run, place.threads + "-http");
        thread.setDaemon(true);
    }

    private static ThreadPoolExecutor threads(String name, int number, int waiting) {
        AtomicInteger made = new AtomicInteger();
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(
                        number,
                        number,
                        1,
                        TimeUnit.MINUTES,
                        new ArrayBlockingQueue<>(waiting),
                        task -> {
                            Thread thread = new Thread(task, name + "-" + made.incrementAndGet());
                            thread.setDaemon(true);
                            return thread;
                        });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * Starts to listen.
     *
     * @param place where, under which names, and with how many threads
     * @param service what makes the answers
     * @return the server
     * @throws IOException if it cannot listen at the address
     */
    public static HttpListener start(Place place, HttpService service) throws IOException {
        HttpListener listener = new HttpListener(place, service);
        listener.thread.start();
        return listener;
    }

    /**
     * Where it listens.
     *
     * @return the address with its port
     */
    public InetSocketAddress address() {
        return bound;
    }

    private void run() {
        while (!closed) {
            try {
                selector.select(TICK_MILLIS);
                for (Runnable answer = answered.poll(); answer != null; answer = answered.poll()) {
                    answer.run();
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.isValid() && key == accepting) {
                        accept();
                    } else if (key.isValid()) {
                        serve((HttpConnection) key.attachment());
                    }
                }
                selector.selectedKeys().clear();
                tick(System.nanoTime());
            } catch (IOException | RuntimeException | Error e) {
                // Nothing ends this thread, not even a heap that is full for a moment.
                LOG.warn("the HTTP server at {} failed and goes on", bound, e);
                pause();
            }
        }
        open.closeAll();
        try {
            server.close();
            selector.close(); // which frees the port
        } catch (IOException e) {
            LOG.debug("the HTTP server was not closed properly", e);
        }
    }

    /** So that what fails at once again fills no log. */
    private static void pause() {
        try {
            Thread.sleep(TICK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes whoever is late, and takes new connections again after a pause. */
    private void tick(long now) {
        if (now - ticked < TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS)) {
            return;
        }
        ticked = now;
        accepting.interestOps(SelectionKey.OP_ACCEPT);
        for (HttpConnection connection : open.late(now)) {
            if (connection.phase() == HttpConnection.Phase.READING && connection.hasBegun()) {
                refuse(
                        connection,
                        new HttpRefusal(HttpReply.TOO_SLOW, "the request came too slowly"),
                        false);
            } else {
                open.close(connection);
            }
        }
    }

    private void accept() {
        try {
            SocketChannel channel = server.accept();
            if (channel == null) {
                return;
            }
            if (open.isFull() && !open.makeRoom()) {
                channel.close(); // all of them wait for us
                return;
            }
            channel.configureBlocking(false);
            // An answer is two small parts; the second would wait until the first is acknowledged.
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            HttpConnection connection = new HttpConnection(channel, key, System.nanoTime());
            key.attach(connection);
            open.add(connection);
        } catch (IOException e) {
            // The process has no more file descriptors, or the client is gone.
            LOG.debug("a connection was not taken", e);
            open.makeRoom();
            accepting.interestOps(0);
        }
    }

    private void serve(HttpConnection connection) {
        long now = System.nanoTime();
        try {
            switch (connection.phase()) {
                case READING -> {
                    if (connection.read(buffer, now)) {
                        next(connection);
                    } else {
                        open.close(connection);
                    }
                }
                case LEAVING -> {
                    if (!connection.read(buffer, now)) {
                        open.close(connection);
                    }
                }
                case SENDING -> write(connection);
                case WORKING -> {} // nothing is asked of the client
            }
        } catch (IOException e) {
            open.close(connection);
        } catch (RuntimeException e) {
            LOG.warn("a connection failed", e);
            open.close(connection);
        }
    }

    private void next(HttpConnection connection) {
        RequestHead head = null;
        try {
            head = connection.next(System.nanoTime());
            if (head != null) {
                guard.check(head.request());
                work(connection, head);
            }
        } catch (HttpRefusal e) {
            refuse(connection, e, head != null && head.request().isHead());
        }
    }

    private void work(HttpConnection connection, RequestHead head) throws HttpRefusal {
        boolean isHealth = head.request().path().equals(HEALTH);
        try {
            (isHealth ? health : workers)
                    .execute(
                            () -> {
                                HttpReply reply = reply(head.request(), isHealth);
                                answered.add(() -> send(connection, head, reply));
                                selector.wakeup();
                            });
        } catch (RejectedExecutionException e) {
            throw new HttpRefusal(HttpReply.UNAVAILABLE, "too many requests wait: ask again");
        }
    }

    private HttpReply reply(HttpRequest request, boolean isHealth) {
        try {
            return isHealth ? service.health(request) : service.answer(request);
        } catch (RuntimeException | Error e) {
            LOG.warn("a request to {} failed", request.path(), e);
            return service.refused(HttpReply.FAILED, "the request failed; the log says why");
        }
    }

    private void refuse(HttpConnection connection, HttpRefusal refusal, boolean isHead) {
        HttpReply reply = service.refused(refusal.status(), refusal.getMessage());
        if (refusal.status() == HttpReply.NOT_ALLOWED) {
            reply = reply.with("Allow", "GET, HEAD");
        }
        connection.send(reply, isHead, true, System.nanoTime());
        write(connection);
    }

    private void send(HttpConnection connection, RequestHead head, HttpReply reply) {
        if (!open.has(connection)) {
            return;
        }
        connection.send(reply, head.request().isHead(), !head.keepsOpen(), System.nanoTime());
        write(connection);
        open.boundUnsent();
    }

    private void write(HttpConnection connection) {
        try {
            if (connection.write(System.nanoTime())) {
                next(connection); // it may have come with the one before
            }
        } catch (IOException e) {
            open.close(connection);
        }
    }

    /** Stops immediately; answers in progress are not sent. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        workers.shutdownNow();
        health.shutdownNow();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
