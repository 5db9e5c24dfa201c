package io.undercurrent.stream.registry;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.schemas.registry.RegistryException;
import io.undercurrent.schemas.registry.SchemaRegistry;
import io.undercurrent.spec.decode.BadRecordException;
import io.undercurrent.spec.decode.SchemasById;
import io.undercurrent.stream.metrics.Metrics;
import io.undercurrent.stream.metrics.StreamMetric;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schemas behind a registry's ids, each fetched once in a process. A registry that gives no
 * answer is asked again for as long as it takes, with growing pauses; whoever needs the answer
 * waits. For any thread.
 */
public final class SchemaCache implements SchemasById {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaCache.class);
    private static final long UNKNOWN_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long IDLE_SECONDS = 10;

    private final SchemaRegistry registry;
    private final long firstPauseMillis;
    private final long longestPauseMillis;
    private final Map<Integer, Entry> entries = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor fetcher;
    private final AtomicLong fetches = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    /**
     * What is known of an id.
     *
     * @param schema completes with the schema, or exceptionally where the registry has none
     * @param since when it was first asked for
     */
    private record Entry(CompletableFuture<Schema> schema, long since) {
        /** A registry may learn of an id after it was asked: such an answer does not last. */
        boolean isOld() {
            return schema.isCompletedExceptionally() && System.nanoTime() - since > UNKNOWN_NANOS;
        }
    }

    /**
     * An empty cache.
     *
     * @param registry what is asked
     * @param firstPause after a first failure
     * @param longestPause after many; the pauses double until then, each cut by chance by up to
     *     half
     */
    public SchemaCache(SchemaRegistry registry, Duration firstPause, Duration longestPause) {
        this.registry = registry;
        firstPauseMillis = firstPause.toMillis();
        longestPauseMillis = longestPause.toMillis();
        // Its thread ends when there is nothing to fetch, and knows no job's class loader.
        fetcher =
                new ScheduledThreadPoolExecutor(
                        1,
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
     * Puts in what is known already.
     *
     * @param schemas JSON by id
     */
    public void know(Map<Integer, String> schemas) {
        schemas.forEach(
                (id, text) ->
                        entries.computeIfAbsent(
                                id,
                                i -> {
                                    Schema.Parser parser = new Schema.Parser();
                                    Schema schema = parser.setValidateDefaults(false).parse(text);
                                    return new Entry(CompletableFuture.completedFuture(schema), 0);
                                }));
    }

    /**
     * Whether {@link #get} would answer at once; asks the registry where it would not.
     *
     * @param id as records carry it
     * @return whether the registry's answer is there, be it that it has no such schema
     */
    public boolean isReady(int id) {
        return ask(id).isDone();
    }

    @Override
    public Schema get(int id) throws BadRecordException {
        try {
            return ask(id).get();
        } catch (ExecutionException e) {
            throw new BadRecordException(
                    DeadLetterReason.UNKNOWN_SCHEMA,
                    "no schema with id " + id + ": " + answer(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException stopped =
                    new CancellationException("interrupted while waiting for schema id " + id);
            stopped.initCause(e);
            throw stopped;
        }
    }

    /** Without the address: a dead letter is the same wherever the job runs. */
    private static String answer(Throwable refusal) {
        return String.valueOf(refusal.getMessage()).replaceFirst("^GET \\S+: ", "");
    }

    private CompletableFuture<Schema> ask(int id) {
        Entry entry = entries.get(id);
        if (entry == null || entry.isOld()) {
            entry =
                    entries.compute(
                            id, (i, there) -> there == null || there.isOld() ? fetch(i) : there);
        }
        return entry.schema;
    }

    private Entry fetch(int id) {
        Entry entry = new Entry(new CompletableFuture<>(), System.nanoTime());
        fetcher.execute(() -> attempt(id, entry, firstPauseMillis));
        return entry;
    }

    private void attempt(int id, Entry entry, long pause) {
        fetches.incrementAndGet();
        try {
            entry.schema.complete(registry.byId(id));
        } catch (RegistryException e) {
            failures.incrementAndGet();
            boolean lasting =
                    e.kind() == RegistryException.Kind.NOT_FOUND
                            || e.kind() == RegistryException.Kind.REFUSED;
            if (lasting) {
                entry.schema.completeExceptionally(e);
                return;
            }
            long shortened = pause - ThreadLocalRandom.current().nextLong(pause / 2 + 1);
            LOG.warn(
                    "schema id {} is not there yet, its records wait; asking again in {} ms: {}",
                    id,
                    shortened,
                    e.getMessage());
            long next = Math.min(2 * pause, longestPauseMillis);
            var unused =
                    fetcher.schedule(
                            () -> attempt(id, entry, next), shortened, TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            // A waiter must not wait for ever for what nobody asks again.
            failures.incrementAndGet();
            entry.schema.completeExceptionally(e);
        }
    }

    /** How often the registry was asked for an id. */
    long fetches() {
        return fetches.get();
    }

    /** How often that failed. */
    long failures() {
        return failures.get();
    }

    /** For how long the oldest schema that is not there has been waited for; 0 where none is. */
    long waitMillis() {
        long now = System.nanoTime();
        long longest = 0;
        for (Entry entry : entries.values()) {
            if (!entry.schema.isDone()) {
                longest = Math.max(longest, now - entry.since);
            }
        }
        return TimeUnit.NANOSECONDS.toMillis(longest);
    }

    /**
     * Shows what is counted: of the process, whichever task shows it.
     *
     * @param metrics where
     */
    public void show(Metrics metrics) {
        metrics.counter(StreamMetric.SCHEMA_FETCHES, this::fetches);
        metrics.counter(StreamMetric.SCHEMA_FETCH_FAILURES, this::failures);
        metrics.gauge(StreamMetric.SCHEMA_WAIT_MILLIS, this::waitMillis);
    }
}
