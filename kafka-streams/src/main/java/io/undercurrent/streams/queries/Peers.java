package io.undercurrent.streams.queries;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends queries to other instances. A header marks a query as forwarded, and the receiver answers
 * it itself or not at all: there is only one hop, even if instances have different views of the
 * assignment.
 */
final class Peers {
    /** Header of forwarded queries; its value is {@link #ACTIVE} or {@link #STALE}. */
    static final String FORWARDED = "Undercurrent-Forwarded";

    /** Asks for keys that the receiver scores itself. */
    static final String ACTIVE = "active";

    /** Also accepts the receiver's standby copies. */
    static final String STALE = "stale";

    private static final Duration CONNECT = Duration.ofSeconds(1);

    /** Timeout for one key. */
    static final Duration KEY_TIMEOUT = Duration.ofSeconds(4);

    /** Timeout for a page, which is built from all keys. */
    static final Duration PAGE_TIMEOUT = Duration.ofSeconds(20);

    private static final long MAX_BYTES = 64L << 20;

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .connectTimeout(CONNECT)
                    .build();

    /**
     * Limits the queries that wait for other instances, to fewer than the server has threads. If
     * all threads waited for another instance whose threads all waited for this one, no query would
     * be answered.
     */
    private final Semaphore waiting;

    Peers(int mostWaiting) {
        waiting = new Semaphore(mostWaiting);
    }

    /**
     * Sends a query to several instances in parallel.
     *
     * @param addresses instances, host:port
     * @param query URL path and query
     * @param mode {@link #ACTIVE} or {@link #STALE}
     * @param patience timeout for all answers together
     * @return the answer of each address; null if none came in time
     */
    Map<String, Reply> ask(
            Collection<String> addresses, String query, String mode, Duration patience)
            throws Refusal {
        if (addresses.isEmpty()) {
            return Map.of();
        }
        if (!waiting.tryAcquire()) {
            throw Refusal.unavailable(
                    "as many queries as may wait for other instances do so: ask again");
        }
        try {
            Map<String, CompletableFuture<Reply>> asked = new LinkedHashMap<>();
            for (String address : addresses) {
                asked.put(address, send(address, query, mode));
            }
            long deadline = System.nanoTime() + patience.toNanos();
            Map<String, Reply> answers = new LinkedHashMap<>();
            for (var each : asked.entrySet()) {
                answers.put(each.getKey(), await(each.getValue(), deadline));
            }
            return answers;
        } finally {
            waiting.release();
        }
    }

    private CompletableFuture<Reply> send(String address, String query, String mode) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("http://" + address + query))
                            .header(FORWARDED, mode)
                            .build();
            return client.sendAsync(request, bounded())
                    .thenApply(response -> new Reply(response.statusCode(), response.body()));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e); // not a valid address
        }
    }

    /**
     * Reads only responses with a Content-Length within the limit. Our server always sends it; the
     * body of any other server is not read.
     */
    private static BodyHandler<byte[]> bounded() {
        return head ->
                head.headers().firstValueAsLong("Content-Length").orElse(Long.MAX_VALUE)
                                <= MAX_BYTES
                        ? BodySubscribers.ofByteArray()
                        : BodySubscribers.replacing(null);
    }

    private static Reply await(CompletableFuture<Reply> answer, long deadline) throws Refusal {
        try {
            long left = Math.max(0, deadline - System.nanoTime());
            Reply reply = answer.get(left, TimeUnit.NANOSECONDS);
            return reply.body() == null ? null : reply;
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(true);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.unavailable("the instance stops");
        }
    }
}
