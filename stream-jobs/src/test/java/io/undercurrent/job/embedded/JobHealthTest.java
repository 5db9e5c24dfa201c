package io.undercurrent.job.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.Test;

/** When a job has a problem, by made-up times. */
class JobHealthTest {
    private final Instant start = Instant.now();
    private List<String> partitions = List.of("t-0");
    private final JobHealth health = new JobHealth("job", Duration.ofSeconds(1), () -> partitions);

    private Instant at(int second) {
        return start.plusSeconds(second);
    }

    /** The second of the last checkpoint is negative before the first. */
    private String see(int second, JobStatus status, boolean runs, int commit) {
        health.see(status, runs, commit < 0 ? null : at(commit), at(second));
        return health.now(at(second)).problem();
    }

    @Test
    void aJobIsWellAsLongAsItsCheckpointsAreComplete() {
        assertThat(see(0, JobStatus.CREATED, false, -1)).isNull();
        assertThat(see(1, JobStatus.RUNNING, true, -1)).isNull();
        assertThat(see(61, JobStatus.RUNNING, true, -1)).isNull();
        assertThat(see(62, JobStatus.RUNNING, true, -1))
                .startsWith("no checkpoint was complete for 61 s");
        assertThat(see(63, JobStatus.RUNNING, true, 62)).isNull();
        assertThat(health.now(at(63)).lastCommit()).isEqualTo(at(62));
        assertThat(see(123, JobStatus.RUNNING, true, 62)).contains("for 61 s");
    }

    @Test
    void restoringStatesIsNoProblemAndARestartIsOne() {
        assertThat(see(1, JobStatus.RUNNING, true, 1)).isNull();
        assertThat(see(2, JobStatus.RESTARTING, false, 1))
                .isEqualTo("the job is RESTARTING; the log says why");
        assertThat(see(3, JobStatus.RUNNING, false, 1)).isNull();
        assertThat(see(1_000, JobStatus.RUNNING, false, 1)).isNull();
        assertThat(see(1_001, JobStatus.RUNNING, true, 1)).as("its time starts anew").isNull();
        assertThat(see(1_062, JobStatus.RUNNING, true, 1)).contains("for 61 s");
        assertThat(health.now(at(1_062)).lastCommit()).isEqualTo(at(1));
    }

    @Test
    void aJobManagerThatDoesNotAnswerIsAProblem() {
        see(1, JobStatus.RUNNING, true, 1);
        assertThat(health.now(at(31)).problem()).isNull();
        assertThat(health.now(at(32)).problem())
                .isEqualTo("the JobManager has not answered for 31 s");
    }

    @Test
    void aJobWithoutPartitionsHasAProblem() {
        partitions = List.of();
        assertThat(see(1, JobStatus.RUNNING, true, 1)).isNull();
        assertThat(see(62, JobStatus.RUNNING, true, 62))
                .isEqualTo("no partition of the source is assigned");
        partitions = List.of("t-0", "t-1");
        assertThat(health.now(at(62)).isFine()).isTrue();
        assertThat(health.now(at(62)).partitions()).isEqualTo(partitions);
    }
}
