package io.undercurrent.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whatever is declared, tolerated failures must not outlive the transactions. */
class CheckpointLimitsTest {
    @Test
    void twoFailuresAreToleratedWhereTimeAllows() {
        assertThat(CheckpointLimits.of(Duration.ofSeconds(1), Duration.ofMinutes(15)))
                .isEqualTo(new CheckpointLimits(2, Duration.ofMillis(224_250)));
        assertThat(CheckpointLimits.of(Duration.ofSeconds(1), Duration.ofDays(7)).timeout())
                .isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void fewerWhereIntervalsAreLong() {
        assertThat(CheckpointLimits.of(Duration.ofMinutes(3), Duration.ofMinutes(15)).tolerable())
                .isEqualTo(1);
        assertThat(CheckpointLimits.of(Duration.ofMinutes(10), Duration.ofMinutes(15)))
                .isEqualTo(new CheckpointLimits(0, Duration.ofSeconds(150)));
    }

    @Test
    void aTransactionEndsBeforeItsTimeout() {
        Duration second = Duration.ofSeconds(1);
        for (int interval = 100; interval < 60_000; interval += 700) {
            for (int timeout = interval + 2500; timeout < 900_000; timeout += 7001) {
                Duration every = Duration.ofMillis(interval);
                CheckpointLimits limits = CheckpointLimits.of(every, Duration.ofMillis(timeout));
                Duration lives =
                        every.multipliedBy(limits.tolerable() + 1L)
                                .plus(limits.timeout().multipliedBy(limits.tolerable() + 2L));
                boolean atTheShortest = limits.timeout().equals(second);
                assertThat(lives.toMillis() <= timeout || atTheShortest)
                        .as("%s every %s ms, transactions of %d ms", limits, interval, timeout)
                        .isTrue();
            }
        }
    }
}
