package io.undercurrent.stream.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.PreferHeapByteBufAllocator;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP server for GET and HEAD, without encryption or login: every HTTP server of ours is
 * one of these.
 *
 * <p>Netty reads, parses and writes, on one thread that never waits for a connection, so a client
 * that sends half a request or reads slowly costs a connection and no thread. If there are too
 * many, the one that has kept us waiting longest is closed in favour of a new one. A few threads
 * make the answers; requests that do not fit in their queue get 503. {@value #HEALTH} has a thread
 * of its own.
 *
 * <p>The JDK's server would not do: its working threads read the requests themselves, so that as
 * many half requests as there are threads silence it, and its limits are properties of the whole
 * JVM.
 */
public final class HttpListener implements AutoCloseable {
    /** The path of the probes. */
    public static final String HEALTH = "/health";

    /** The longest query; links that are given to clients must not be longer. */
    public static final int MAX_QUERY_CHARS = 4_096;

    static final int MAX_CONNECTIONS = 256;

    /** Answers that clients have not taken; beyond it the one sent longest is dropped. */
    static final long MAX_UNSENT_BYTES = 64L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
    private static final int BACKLOG = 128;
    private static final int WAITING = 64;
    private static final int WAITING_FOR_HEALTH = 16;
    private static final int CLOSE_SECONDS = 5;

    /** One read of a connection, and so the most that a client may send ahead of an answer. */
    private static final int READ_BYTES = 2 << 10;

    /** Plain arrays, which nobody has to give back: requests and answers are short or made once. */
    private static final ByteBufAllocator MEMORY =
            new PreferHeapByteBufAllocator(new UnpooledByteBufAllocator(false, true));

    private static final Comparator<HttpConnection> LONGEST_FIRST =
            (a, b) -> Long.compare(a.since() - b.since(), 0); // as nanoTime may overflow

    private final HttpService service;
    private final HttpGuard guard;
    private final ThreadPoolExecutor workers;
    private final ThreadPoolExecutor health;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final EventLoop loop;
    private final Channel listening;
    private final InetSocketAddress bound;

    /** Used by the event loop's thread alone. */
    private final Set<HttpConnection> open = new LinkedHashSet<>();

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
        guard = new HttpGuard(place.address.getAddress(), place.names, place.option);
        workers = threads(place.threads, place.workers, WAITING);
        health = threads(place.threads + "-health", 1, WAITING_FOR_HEALTH);
        loop =
                new SingleThreadIoEventLoop(
                        null, daemons(() -> place.threads + "-http"), NioIoHandler.newFactory());
        ChannelFuture binding =
                new ServerBootstrap()
                        .group(loop)
                        .channelFactory(NioServerSocketChannel::new)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .childOption(ChannelOption.ALLOCATOR, MEMORY)
                        .childOption(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new FixedRecvByteBufAllocator(READ_BYTES))
                        .childOption(ChannelOption.AUTO_READ, false)
                        .childHandler(new Accepted())
                        .bind(place.address)
                        .awaitUninterruptibly();
        listening = binding.channel();
        if (!binding.isSuccess()) {
            close();
            throw binding.cause() instanceof IOException e ? e : new IOException(binding.cause());
        }
        bound = (InetSocketAddress) listening.localAddress();
        var unused = loop.terminationFuture().addListener(ended -> ended());
    }

    private void ended() {
        if (!closed.get()) {
            LOG.error(
                    "the HTTP server at {} has failed and answers no more: restart the process",
                    bound);
        }
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
                        daemons(() -> name + "-" + made.incrementAndGet()));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static ThreadFactory daemons(Supplier<String> names) {
        return task -> {
            Thread thread = new Thread(task, names.get());
            thread.setDaemon(true);
            return thread;
        };
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
        return new HttpListener(place, service);
    }

    /**
     * Where it listens.
     *
     * @return the address with its port
     */
    public InetSocketAddress address() {
        return bound;
    }

    /** Makes each new connection one of ours. */
    private final class Accepted extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel channel) {
            new HttpConnection(channel, HttpListener.this).initialize();
        }
    }

    /** Whether a new connection may stay, if need be in the place of another. */
    boolean takes(HttpConnection connection) {
        return (open.size() < MAX_CONNECTIONS || makeRoom()) && open.add(connection);
    }

    void forget(HttpConnection connection) {
        open.remove(connection);
    }

    /**
     * Closes the connection that has kept us waiting longest, those that ask for nothing first.
     *
     * @return false if all of them wait for us
     */
    private boolean makeRoom() {
        Optional<HttpConnection> victim =
                longest(
                                HttpConnection.Phase.IDLE,
                                HttpConnection.Phase.READING,
                                HttpConnection.Phase.LEAVING)
                        .or(() -> longest(HttpConnection.Phase.SENDING));
        victim.ifPresent(this::drop);
        return victim.isPresent();
    }

    private Optional<HttpConnection> longest(HttpConnection.Phase... phases) {
        return open.stream()
                .filter(connection -> List.of(phases).contains(connection.phase()))
                .min(LONGEST_FIRST);
    }

    private void drop(HttpConnection connection) {
        open.remove(connection);
        connection.close();
    }

    /** Has a request answered by one of the working threads. */
    void work(HttpConnection connection, RequestHead head) throws HttpRefusal {
        guard.check(head.request());
        boolean isHealth = head.request().path().equals(HEALTH);
        try {
            (isHealth ? health : workers)
                    .execute(
                            () -> {
                                HttpReply reply = reply(head.request(), isHealth);
                                send(connection, reply, !head.keepsOpen());
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

    private void send(HttpConnection connection, HttpReply reply, boolean isLast) {
        try {
            loop.execute(
                    () -> {
                        connection.send(reply, isLast);
                        boundUnsent();
                    });
        } catch (RejectedExecutionException e) {
            LOG.debug("the server was closed before it could answer", e);
        }
    }

    private void boundUnsent() {
        while (open.stream().mapToLong(HttpConnection::unsent).sum() > MAX_UNSENT_BYTES) {
            drop(longest(HttpConnection.Phase.SENDING).orElseThrow());
        }
    }

    /** The answer to a request that is refused. */
    HttpReply refused(HttpRefusal refusal) {
        HttpReply reply = service.refused(refusal.status(), refusal.getMessage());
        return refusal.status() == HttpReply.NOT_ALLOWED ? reply.with("Allow", "GET, HEAD") : reply;
    }

    /** Stops immediately; answers in progress are not sent. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        workers.shutdownNow();
        health.shutdownNow();
        // An event loop that shuts down with open channels may end before its port is free, or wait
        // for clients. The port is free when the loop has ended, and its selector with it.
        var free = listening.close();
        var left = loop.submit(() -> List.copyOf(open).forEach(HttpConnection::close));
        free.awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        left.awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
