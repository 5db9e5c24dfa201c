package io.undercurrent.stream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.schemas.registry.RegistryException;
import io.undercurrent.schemas.registry.RegistryException.Kind;
import io.undercurrent.schemas.registry.RegistrySettings;
import io.undercurrent.schemas.registry.SchemaRegistry;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.testing.FakeRegistry;
import io.undercurrent.testing.FakeRegistry.Mood;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
                    Duration.ofMillis(80),
                    Duration.ofMinutes(1));

    SchemaCacheTest() throws IOException {}

    @AfterEach
    void close() {
        registry.close();
    }

    private static void until(Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofMinutes(1)).until(condition);
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
                        },
                        task -> new Thread(task).start());
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

    private static SchemaCache asking(SchemaCache.Lookup lookup, Duration refusalLasts) {
        return new SchemaCache(lookup, Duration.ofMillis(20), Duration.ofMillis(80), refusalLasts);
    }

    @Test
    void idsThatNoRegistryGivesAreNotAskedFor() {
        registry.mood = Mood.DOWN;
        for (int id : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertThat(cache.isReady(id)).isTrue();
            assertThatThrownBy(() -> cache.get(id))
                    .isInstanceOf(BadRecordException.class)
                    .hasMessageContaining("no schema with id " + id + ": a registry's ids begin");
        }
        assertThat(registry.requests).isEmpty();
    }

    @Test
    void anOldRefusalCountsUntilThereIsANewAnswer() throws Exception {
        SchemaCache hasty =
                asking(
                        new SchemaRegistry(RegistrySettings.of(registry.url()))::byId,
                        Duration.ZERO);
        assertThatThrownBy(() -> hasty.get(1)).isInstanceOf(BadRecordException.class);
        registry.mood = Mood.DOWN;
        var old =
                CompletableFuture.supplyAsync(
                        () -> catchThrowableOfType(BadRecordException.class, () -> hasty.get(1)),
                        task -> new Thread(task).start());
        assertThat(old.get(60, TimeUnit.SECONDS).detail()).startsWith("no schema with id 1: 404 ");
        assertThat(hasty.isReady(1)).isFalse();
        registry.add("s", TEXT);
        registry.mood = Mood.WELL;
        until(() -> hasty.isReady(1));
        assertThat(hasty.get(1)).isEqualTo(TEXT);
    }

    @Test
    void itsLastHandleEndsRequestsAndWaits() throws Exception {
        registry.mood = Mood.DOWN;
        SchemaCaches.name("a", cache);
        SchemaCaches.name("a", cache);
        SchemaCaches.name("b", cache);
        var waiting =
                CompletableFuture.supplyAsync(
                        () -> catchThrowableOfType(Exception.class, () -> cache.get(1)),
                        task -> new Thread(task).start());
        until(() -> cache.failures() >= 2);
        SchemaCaches.release("a");
        assertThat(SchemaCaches.named("a")).isSameAs(cache);
        SchemaCaches.release("a");
        assertThat(SchemaCaches.named("a")).isNull();
        long so = cache.failures();
        until(() -> cache.failures() > so);
        assertThat(waiting).isNotDone();
        SchemaCaches.release("b");
        assertThat(waiting.get(60, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        assertThat(cache.awaitEnd(Duration.ofMinutes(1))).as("its thread has ended").isTrue();
        int asked = registry.requests.size();
        assertThatThrownBy(() -> cache.get(2)).isInstanceOf(CancellationException.class);
        assertThat(registry.requests).hasSize(asked);
    }

    @Test
    void refusalsAreForgottenOldestFirst() throws Exception {
        SchemaCache flooded =
                asking(
                        id -> {
                            throw new RegistryException(Kind.NOT_FOUND, "none", null);
                        },
                        Duration.ofHours(1));
        flooded.know(Map.of(1_000_000, TEXT.toString()));
        for (int id = 1; id <= SchemaCache.MAX_REFUSALS + 10; id++) {
            int wanted = id;
            assertThatThrownBy(() -> flooded.get(wanted)).isInstanceOf(BadRecordException.class);
        }
        until(() -> flooded.size() <= SchemaCache.MAX_REFUSALS + 1);
        long asked = flooded.fetches();
        assertThat(flooded.isReady(SchemaCache.MAX_REFUSALS)).isTrue();
        assertThat(flooded.isReady(11)).isTrue();
        assertThat(flooded.fetches()).as("remembered").isEqualTo(asked);
        assertThat(flooded.get(1_000_000)).isEqualTo(TEXT);
        assertThatThrownBy(() -> flooded.get(1)).isInstanceOf(BadRecordException.class);
        assertThat(flooded.fetches()).as("forgotten").isEqualTo(asked + 1);
    }

    @Test
    void anIdWhoseAnswerTakesLongHoldsNoOtherUp() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        SchemaCache some =
                asking(
                        id -> {
                            if (id == 1) {
                                until(() -> stuck.getCount() == 0);
                            }
                            return Schema.create(Schema.Type.LONG);
                        },
                        Duration.ofMinutes(1));
        try {
            assertThat(some.isReady(1)).isFalse();
            assertThat(some.get(2)).isEqualTo(Schema.create(Schema.Type.LONG));
            assertThat(some.isReady(1)).isFalse();
        } finally {
            stuck.countDown();
            some.close();
        }
    }

    @Test
    void nobodyWaitsForWhatFailsOtherwise() throws Exception {
        SchemaCache broken =
                asking(
                        id -> {
                            throw new StackOverflowError();
                        },
                        Duration.ofMinutes(1));
        var failed =
                CompletableFuture.supplyAsync(
                        () -> catchThrowableOfType(BadRecordException.class, () -> broken.get(1)),
                        task -> new Thread(task).start());
        assertThat(failed.get(60, TimeUnit.SECONDS).detail())
                .isEqualTo("no schema with id 1: java.lang.StackOverflowError");
    }

    @Test
    void noLetterNamesTheRegistrysAddress() {
        SchemaCache referring =
                asking(
                        id -> {
                            throw new RegistryException(
                                    Kind.REFUSED,
                                    "id 3 refers to gone, version 1: GET http://r:8081/subjects/gone/versions/1: 404 Subject 'gone' not found.",
                                    null);
                        },
                        Duration.ofMinutes(1));
        assertThat(catchThrowableOfType(BadRecordException.class, () -> referring.get(3)).detail())
                .isEqualTo(
                        "no schema with id 3: id 3 refers to gone, version 1: 404 Subject 'gone'"
                                + " not found.");
    }
}
