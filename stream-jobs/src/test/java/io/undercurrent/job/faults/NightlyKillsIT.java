package io.undercurrent.job.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.stream.trial.Audit;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Task managers, job manager and broker killed in turn and together, also in the midst of recovery,
 * with stops, rescales and restores between, on RocksDB behind a cache that evicts all the time.
 * Minutes long, so only in the profile {@code nightly}.
 */
@Tag("nightly")
class NightlyKillsIT {
    private static final int ROUNDS = 4;

    @TempDir Path folder;

    @Test
    void manyKillsLeaveNoTraceInTheOutput() throws Exception {
        long seed = Strikes.seed();
        String[] more = {
            "alarm.rate: 0.01",
            "job.jit-warm-up: 0s",
            "job.state-backend: rocksdb",
            "job.cache-size: 115000B",
            "job.cache-max-dirty: 77000B"
        };
        try (DisturbedRun run = new DisturbedRun(folder, Strikes.pace(), more)) {
            Strikes strikes = new Strikes("NightlyKillsIT", seed, run);
            run.awaitCommitsOfNewEvents();
            for (int round = 0; round < ROUNDS; round++) {
                for (Victim victim : Victim.values()) {
                    strikes.strike(EnumSet.of(victim));
                }
                for (Set<Victim> victims : together()) {
                    if (strikes.random().nextInt(3) == 0) {
                        strikes.strikeAndGoOn(victims);
                    } else {
                        strikes.strike(victims);
                    }
                }
                strikes.rescale(round % 2 == 0 ? 1 : 2);
            }
            strikes.strike(EnumSet.allOf(Victim.class));
            Audit audit = strikes.end();
            assertThat(audit.records()).isGreaterThan(run.events());
            assertThat(audit.clean()).as("seed %d: %s", seed, audit).isTrue();
        }
    }

    private static List<Set<Victim>> together() {
        return List.of(
                EnumSet.of(Victim.TASK_MANAGER, Victim.BROKER),
                EnumSet.of(Victim.JOB_MANAGER, Victim.TASK_MANAGER),
                EnumSet.of(Victim.JOB_MANAGER, Victim.BROKER),
                EnumSet.of(Victim.TASK_MANAGER));
    }
}
