package io.undercurrent.job.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.stream.trial.Audit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of process killed once, in random order at random moments, and one rescale. */
@Tag("slow")
class KillsIT {
    /**
     * Several events in each checkpoint's interval. NightlyKillsIT sends more, and with a larger
     * model; here most of the time would go by with scoring what came while a process was dead.
     */
    private static final Duration PACE = Duration.ofMillis(100);

    @TempDir Path folder;

    @Test
    void threeKillsAndARescaleLeaveNoTraceInTheOutput() throws Exception {
        long seed = Strikes.seed();
        String[] more = {"model: \"bundled:tiny\"", "alarm.rate: 0.01", "job.jit-warm-up: 0s"};
        try (DisturbedRun run = new DisturbedRun(folder, PACE, more)) {
            Strikes strikes = new Strikes("KillsIT", seed, run);
            List<Victim> order = new ArrayList<>(List.of(Victim.values()));
            Collections.shuffle(order, new Random(seed));
            run.awaitCommitsOfNewEvents();
            for (Victim victim : order) {
                strikes.strike(EnumSet.of(victim));
            }
            strikes.rescale(1);
            Audit audit = strikes.end();
            assertThat(audit.records()).isGreaterThan(run.events());
            assertThat(audit.clean()).as("seed %d: %s", seed, audit).isTrue();
        }
    }
}
