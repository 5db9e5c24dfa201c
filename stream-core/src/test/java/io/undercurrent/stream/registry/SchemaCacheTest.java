package io.undercurrent.stream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.schemas.registry.FakeRegistry;
import io.undercurrent.schemas.registry.FakeRegistry.Mood;
import io.undercurrent.schemas.registry.RegistrySettings;
import io.undercurrent.schemas.registry.SchemaRegistry;
import io.undercurrent.spec.decode.BadRecordException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Known schemas go on whatever becomes of the registry; new ones wait for it. */
class SchemaCacheTest {
    private static final Schema TEXT = Schema.create(Schema.Type.STRING);
    private static final Schema NUMBER = Schema.create(Schema.Type.LONG);

    private final FakeRegistry registry = new FakeRegistry();
    private final SchemaCache cache =
            new SchemaCache(
                    new SchemaRegistry(RegistrySettings.of(registry.url())),
                    Duration.ofMillis(20),
                    Duration.ofMillis(80));

    SchemaCacheTest() throws IOException {}

    @AfterEach
    void close() {
        registry.close();
    }

    private static void until(BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    @Test
    void aSchemaIsFetchedOnceAndStays() throws Exception {
        int id = registry.add("s", TEXT);
        assertThat(cache.get(id)).isEqualTo(TEXT);
        registry.mood = Mood.DOWN;
        assertThat(cache.isReady(id)).isTrue();
        assertThat(cache.get(id)).isEqualTo(TEXT);
        assertThat(registry.requests).hasSize(1);
        assertThat(cache.fetches()).isEqualTo(1);
        assertThat(cache.failures()).isZero();
        assertThat(cache.waitMillis()).isZero();
    }

    @Test
    void whatWasKnownAtStartNeedsNoRegistry() throws Exception {
        registry.mood = Mood.DOWN;
        cache.know(Map.of(17, TEXT.toString()));
        assertThat(cache.get(17)).isEqualTo(TEXT);
        assertThat(registry.requests).isEmpty();
    }

    @Test
    void aNewSchemaWaitsUntilTheRegistryIsBack() throws Exception {
        int old = registry.add("s", TEXT);
        int id = registry.add("s", NUMBER);
        assertThat(cache.get(old)).isEqualTo(TEXT);
        registry.mood = Mood.DOWN;
        var waiting =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return cache.get(id);
                            } catch (BadRecordException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        until(() -> cache.failures() >= 3);
        assertThat(waiting).isNotDone();
        assertThat(cache.isReady(id)).isFalse();
        assertThat(cache.waitMillis()).isPositive();
        assertThat(cache.get(old)).isEqualTo(TEXT);
        registry.mood = Mood.WEB_PAGE;
        long so = cache.failures();
        until(() -> cache.failures() > so);
        assertThat(waiting).isNotDone();
        registry.mood = Mood.WELL;
        assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo(NUMBER);
        assertThat(cache.waitMillis()).isZero();
        assertThat(cache.fetches()).isEqualTo(cache.failures() + 2);
    }

    @Test
    void anIdThatTheRegistryDoesNotKnowIsABadRecord() throws Exception {
        BadRecordException e = catchThrowableOfType(BadRecordException.class, () -> cache.get(99));
        assertThat(e.reason()).isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA);
        assertThat(e.detail()).startsWith("no schema with id 99: 404 ");
        assertThatThrownBy(() -> cache.get(99)).isInstanceOf(BadRecordException.class);
        assertThat(registry.requests).as("asked once a minute").hasSize(1);
    }

    @Test
    void aWaitCanBeInterrupted() {
        registry.mood = Mood.DOWN;
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> cache.get(1)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
