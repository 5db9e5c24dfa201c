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
    private SourceWork work = SourceWork.NONE;
    private final JobHealth health =
            new JobHealth("job", Duration.ofSeconds(1), () -> partitions, () -> work);

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

    /** Checkpoints complete meanwhile: the task's thread does not wait. */
    @Test
    void recordsThatWaitForASchemaAreAProblemAndThoseThatAreScoredAreNone() {
        work = new SourceWork(10, 0, 0);
        assertThat(see(1, JobStatus.RUNNING, true, 1)).isNull();
        work = new SourceWork(10, 0, 3);
        assertThat(see(4, JobStatus.RUNNING, true, 4)).isNull();
        work = new SourceWork(10, 0, 63);
        assertThat(see(64, JobStatus.RUNNING, true, 64)).isNull();
        work = new SourceWork(10, 0, 64);
        assertThat(see(65, JobStatus.RUNNING, true, 65))
                .isEqualTo(
                        "records wait and none was scored for 61 s: the schema registry has not answered for a schema; the log says why");
        work = new SourceWork(11, 0, 65);
        assertThat(see(66, JobStatus.RUNNING, true, 66)).as("of another partition").isNull();
        work = new SourceWork(11, 0, 0);
        assertThat(see(200, JobStatus.RUNNING, true, 200)).as("nothing to do").isNull();
    }

    @Test
    void recordsThatAreNotFetchedAreAProblemToo() {
        work = new SourceWork(10, 5, 0);
        assertThat(see(1, JobStatus.RUNNING, true, 1)).isNull();
        assertThat(see(2, JobStatus.RUNNING, true, 2)).isNull();
        assertThat(see(63, JobStatus.RUNNING, true, 63))
                .isEqualTo("records wait and none was scored for 61 s");
        assertThat(see(64, JobStatus.RUNNING, false, 63)).as("the tasks restart").isNull();
        assertThat(see(65, JobStatus.RUNNING, true, 65)).as("its time starts anew").isNull();
    }
}
