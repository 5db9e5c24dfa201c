package io.undercurrent.stream.registry;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.schemas.registry.RegistryException;
import io.undercurrent.schemas.registry.SchemaRegistry;
import io.undercurrent.spec.decode.avro.SchemasById;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.stream.metrics.Metrics;
import io.undercurrent.stream.metrics.StreamMetric;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Caches a registry's schemas by id and fetches each one once per process. If the registry gives no
 * answer, the cache retries without end, with growing pauses; callers that need the answer wait.
 * Thread-safe.
 */
public final class SchemaCache implements SchemasById {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaCache.class);
    private static final long IDLE_SECONDS = 10;
    private static final int FETCHERS = 4;

    /**
     * The most refusals that are remembered: a producer may write ids that were never registered.
     */
    static final int MAX_REFUSALS = 10_000;

    private static final int LONGEST_REFUSAL = 500;
    private static final Answer NO_ID = new Answer(null, "a registry's ids begin at 1");

    private final Lookup registry;
    private final long firstPauseMillis;
    private final long longestPauseMillis;
    private final long refusalNanos;
    private final Map<Integer, Entry> entries = new ConcurrentHashMap<>();

    /** Refused ids in the order of their refusal; guarded by itself. */
    private final ArrayDeque<Refused> refused = new ArrayDeque<>();

    private volatile boolean closed;
    private final ScheduledThreadPoolExecutor fetcher;
    private final AtomicLong fetches = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    /** Asks a registry. */
    interface Lookup {
        Schema byId(int id) throws RegistryException;
    }

    /** The registry's answer for an id: a schema, or why there is none. */
    private record Answer(Schema schema, String refusal) {}

    /**
     * The state of an id in the cache.
     *
     * @param answer completes with the registry's answer
     * @param before the previous answer, which has expired; null if this is the first request
     * @param since when the answer was requested, in nanoseconds of {@link System#nanoTime}
     */
    private record Entry(CompletableFuture<Answer> answer, Answer before, long since) {
        boolean isRefused() {
            return answer.isDone() && !answer.isCancelled() && answer.join().schema == null;
        }
    }

    private record Refused(int id, Entry entry) {}

    /**
     * Creates an empty cache.
     *
     * @param registry the registry to ask
     * @param firstPause the pause after the first failure
     * @param longestPause the longest pause; pauses double up to it, and each is shortened at
     *     random by up to half
     * @param refusalLasts how long "no such schema" is cached: an id may be registered after the
     *     request
     */
    public SchemaCache(
            SchemaRegistry registry,
            Duration firstPause,
            Duration longestPause,
            Duration refusalLasts) {
        this(registry::byId, firstPause, longestPause, refusalLasts);
    }

    SchemaCache(
            Lookup registry, Duration firstPause, Duration longestPause, Duration refusalLasts) {
        this.registry = registry;
        firstPauseMillis = firstPause.toMillis();
        longestPauseMillis = longestPause.toMillis();
        refusalNanos = refusalLasts.toNanos();
        // The threads end when there is nothing to fetch, and hold no job's class loader. They are
        // several, so that an id whose answer takes long does not hold up the others.
        fetcher =
                new ScheduledThreadPoolExecutor(
                        FETCHERS,
                        task -> {
                            Thread thread = new Thread(task, "schema-fetcher");
                            thread.setDaemon(true);
                            thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
                            return thread;
                        });
        fetcher.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        fetcher.allowCoreThreadTimeOut(true);
    }

    /**
     * Adds schemas that are already known.
     *
     * @param schemas schemas as JSON, by id
     */
    public void know(Map<Integer, String> schemas) {
        schemas.forEach(
                (id, text) ->
                        entries.computeIfAbsent(
                                id,
                                i -> {
                                    Schema.Parser parser = new Schema.Parser();
                                    Schema schema = parser.setValidateDefaults(false).parse(text);
                                    return done(new Answer(schema, null));
                                }));
    }

    /**
     * Tells whether the registry's answer is available. Requests it if it is not, or if it was "no
     * such schema" and has expired.
     *
     * @param id the id that records carry
     * @return whether {@link #get} gives the registry's current answer, even if that is "no such
     *     schema"
     */
    public boolean isReady(int id) {
        return ask(id).answer.isDone();
    }

    /**
     * {@inheritDoc} While an expired refusal is requested again, callers get the old refusal and do
     * not wait.
     */
    @Override
    public Schema get(int id) throws BadRecordException {
        Entry entry = ask(id);
        boolean old = entry.before != null && !entry.answer.isDone();
        Answer answer = old ? entry.before : await(id, entry);
        if (answer.schema == null) {
            throw new BadRecordException(
                    DeadLetterReason.UNKNOWN_SCHEMA,
                    "no schema with id " + id + ": " + answer.refusal);
        }
        return answer.schema;
    }

    private static Answer await(int id, Entry entry) {
        try {
            return entry.answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("answers are no exceptions", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException stopped =
                    new CancellationException("interrupted while waiting for schema id " + id);
            stopped.initCause(e);
            throw stopped;
        }
    }

    private static Entry done(Answer answer) {
        return new Entry(CompletableFuture.completedFuture(answer), null, 0);
    }

    private Entry ask(int id) {
        if (id <= 0) {
            return done(NO_ID); // no request is needed
        }
        Entry entry = entries.get(id);
        if (entry == null || isOld(entry)) {
            entry =
                    entries.compute(
                            id,
                            (i, there) -> there == null || isOld(there) ? fetch(i, there) : there);
        }
        if (closed) {
            entry.answer.cancel(false); // added after close() cancelled the pending entries
        }
        return entry;
    }

    private boolean isOld(Entry entry) {
        return System.nanoTime() - entry.since > refusalNanos && entry.isRefused();
    }

    private Entry fetch(int id, Entry there) {
        Answer before = there == null ? null : there.answer.join();
        Entry entry = new Entry(new CompletableFuture<>(), before, System.nanoTime());
        try {
            fetcher.execute(() -> attempt(id, entry, firstPauseMillis));
        } catch (RejectedExecutionException e) {
            entry.answer.cancel(false); // closed
        }
        return entry;
    }

    private void attempt(int id, Entry entry, long pause) {
        fetches.incrementAndGet();
        try {
            entry.answer.complete(new Answer(registry.byId(id), null));
        } catch (RegistryException e) {
            failures.incrementAndGet();
            boolean lasting =
                    e.kind() == RegistryException.Kind.NOT_FOUND
                            || e.kind() == RegistryException.Kind.REFUSED;
            if (lasting) {
                refuse(id, entry, e);
            } else if (!closed) {
                again(id, entry, pause, e);
            }
        } catch (Throwable e) {
            // Without an answer a caller would wait forever, because nothing asks again.
            failures.incrementAndGet();
            LOG.error("schema id {} is taken for unknown", id, e);
            refuse(id, entry, e);
        }
    }

    private void again(int id, Entry entry, long pause, RegistryException because) {
        long shortened = pause - ThreadLocalRandom.current().nextLong(pause / 2 + 1);
        LOG.warn(
                "schema id {} is not there yet, its records wait; asking again in {} ms: {}",
                id,
                shortened,
                because.getMessage());
        long next = Math.min(2 * pause, longestPauseMillis);
        try {
            var unused =
                    fetcher.schedule(
                            () -> attempt(id, entry, next), shortened, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            entry.answer.cancel(false); // closed meanwhile
        }
    }

    private void refuse(int id, Entry entry, Throwable because) {
        synchronized (refused) {
            refused.add(new Refused(id, entry));
            if (refused.size() > MAX_REFUSALS) {
                Refused oldest = refused.remove();
                entries.remove(oldest.id, oldest.entry); // requested again when a record carries it
            }
        }
        entry.answer.complete(new Answer(null, refusal(because)));
    }

    /** Removes addresses, so that a dead letter is the same wherever the job runs. */
    private static String refusal(Throwable because) {
        String said = because.getMessage() == null ? because.toString() : because.getMessage();
        String text = said.replaceAll("(GET|POST) \\S+: ", "");
        return text.length() > LONGEST_REFUSAL ? text.substring(0, LONGEST_REFUSAL) + "..." : text;
    }

    /** Ends all waits with {@link CancellationException}; no more requests are sent. */
    void close() {
        closed = true;
        fetcher.shutdownNow();
        entries.values().forEach(entry -> entry.answer.cancel(false));
    }

    /**
     * Waits, after {@link #close}, until a request in flight has ended; no other request follows.
     *
     * @param limit the longest wait
     * @return whether the request ended in time
     */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return fetcher.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** How many ids are cached, with or without a schema. */
    int size() {
        return entries.size();
    }

    /** How often the registry was asked for an id. */
    long fetches() {
        return fetches.get();
    }

    /** How often such a request failed. */
    long failures() {
        return failures.get();
    }

    /** How long the oldest pending request has lasted; 0 if none is pending. */
    long waitMillis() {
        long now = System.nanoTime();
        long longest = 0;
        for (Entry entry : entries.values()) {
            if (!entry.answer.isDone()) {
                longest = Math.max(longest, now - entry.since);
            }
        }
        return TimeUnit.NANOSECONDS.toMillis(longest);
    }

    /**
     * Registers the counts, which are those of the whole process, whichever task registers them.
     *
     * @param metrics where to register them
     */
    public void show(Metrics metrics) {
        metrics.counter(StreamMetric.SCHEMA_FETCHES, this::fetches);
        metrics.counter(StreamMetric.SCHEMA_FETCH_FAILURES, this::failures);
        metrics.gauge(StreamMetric.SCHEMA_WAIT, () -> waitMillis() / 1e3);
    }
}
