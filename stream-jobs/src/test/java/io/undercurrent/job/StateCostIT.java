package io.undercurrent.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.JobOptions;
import io.undercurrent.stream.keystates.StateCost;
import io.undercurrent.stream.scoring.StreamOptions;
import java.util.Locale;
import java.util.Random;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Measures what {@link StateCost} says, with keys whose slabs are full. */
@Tag("nightly")
class StateCostIT {
    private static final int KEYS = 300;
    private static final int EVENTS = 300;

    @ParameterizedTest
    @CsvSource({
        "HASHMAP, bundled:tiny",
        "HASHMAP, bundled:universal",
        "ROCKSDB, bundled:tiny",
        "ROCKSDB, bundled:universal"
    })
    void theConstantsAreThoseOfThisBuild(JobOptions.StateBackend backend, String model)
            throws Exception {
        boolean heap = backend == JobOptions.StateBackend.HASHMAP;
        StreamSpec spec =
                OperatorRun.spec(
                        "model: " + model,
                        String.format(
                                Locale.ROOT,
                                "job: {jit-warm-up: 0s, state-backend: %s}",
                                backend.name().toLowerCase(Locale.ROOT)));
        StateBackend flink =
                heap
                        ? new HashMapStateBackend()
                        : new EmbeddedRocksDBStateBackend(true)
                                .configure(
                                        UndercurrentJob.configuration(spec),
                                        StateCostIT.class.getClassLoader());
        Scorer scorer = new Scorer(Models.load(model), StreamOptions.scorer(spec), 1);
        long slab = scorer.layout().bytes();
        Random random = new Random(1);
        try (OperatorRun run = new OperatorRun(spec, flink)) {
            long before = used();
            for (int e = 0; e < EVENTS; e++) {
                for (int k = 0; k < KEYS; k++) {
                    double value = 10 * Math.sin(e * 0.3 + k) + random.nextGaussian();
                    run.event(
                            String.format(Locale.ROOT, "sensor-%06d", k),
                            0,
                            e,
                            1_700_000_000L + e,
                            value);
                }
                run.results().clear();
            }
            long perKey = (used() - before) / KEYS;
            long stored = run.snapshot().getStateSize() / KEYS;
            System.out.printf(
                    Locale.ROOT,
                    "%s %s: heap %d, stored %d of %d%n",
                    backend,
                    model,
                    perKey,
                    stored,
                    slab);
            if (heap) {
                long expected = StateCost.heap(slab);
                assertThat(perKey).isCloseTo(expected, within(expected / 10));
                assertThat(stored).isCloseTo(StateCost.stored(slab), within(slab / 50));
            } else {
                assertThat(stored).isCloseTo(StateCost.stored(slab), within(slab / 50));
            }
        }
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
