package io.undercurrent.detect.episode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Each rule by itself; the quiet period is 10. */
class EpisodeTrackerTest {
    private final Told key = new Told();

    @Test
    void anEpisodeStartsRisesAndEnds() {
        assertThat(key.pass(1)).isFalse();
        key.alarm(2, 0.55);
        assertThat(key.news()).containsExactly("STARTED 2-2 MINOR x1");
        key.alarm(12, 0.5);
        key.alarm(13, 0.6);
        key.alarm(14, 0.55);
        key.alarm(15, 0.75);
        assertThat(key.news()).containsExactly("CHANGED 2-13 MAJOR x3", "CHANGED 2-15 CRITICAL x5");
        assertThat(key.pass(25)).isFalse();
        assertThat(key.pass(26)).isTrue();
        assertThat(key.news()).containsExactly("ENDED 2-15 CRITICAL x5");
        assertThat(key.state.open()).isNull();
        assertThat(key.pass(100)).isFalse();
    }

    @Test
    void thePeakIsTheFirstOfTheLargestScores() {
        key.alarm(1, 0.7);
        key.alarm(2, 0.7);
        key.alarm(3, 0.65);
        assertThat(key.state.open().peak().id()).isEqualTo("t-0-0");
        assertThat(key.state.open().id()).isEqualTo("t-0-0");
        assertThat(key.state.open().tag()).isEqualTo("site");
    }

    @Test
    void anAlarmBeyondTheQuietPeriodEndsOneAndStartsTheNext() {
        key.alarm(1, 0.8);
        key.alarm(12, 0.5);
        assertThat(key.changes).extracting(EpisodeChange::revision).containsExactly(1L, 2L, 3L);
        assertThat(key.news())
                .containsExactly(
                        "STARTED 1-1 CRITICAL x1",
                        "ENDED 1-1 CRITICAL x1",
                        "STARTED 12-12 MINOR x1");
    }

    @Test
    void aLateAlarmMayMoveTheStartOfTheOpenEpisode() {
        key.alarm(100, 0.5);
        key.alarm(90, 0.5);
        key.pass(111);
        assertThat(key.news()).containsExactly("STARTED 100-100 MINOR x1", "ENDED 90-100 MINOR x2");
    }

    @Test
    void aLateAlarmNearTheEpisodeThatEndedChangesNothing() {
        key.alarm(100, 0.5);
        key.pass(200);
        key.news();
        key.alarm(110, 0.9);
        key.alarm(90, 0.9);
        assertThat(key.news()).isEmpty();
    }

    @Test
    void aLateAlarmElsewhereIsAnEpisodeThatIsOverAtOnce() {
        key.alarm(100, 0.5);
        key.pass(200);
        key.alarm(300, 0.5);
        key.news();
        key.alarm(150, 0.5);
        assertThat(key.changes).allMatch(EpisodeChange::overAtOnce);
        assertThat(key.news())
                .containsExactly("STARTED 150-150 MINOR x1", "ENDED 150-150 MINOR x1");
        key.alarm(155, 0.5);
        assertThat(key.news()).isEmpty();
        key.alarm(309, 0.5);
        assertThat(key.state.open().startMicros()).isEqualTo(300);
        key.pass(400);
        assertThat(key.changes).noneMatch(EpisodeChange::overAtOnce);
        assertThat(key.news()).containsExactly("ENDED 300-309 MINOR x2");
    }

    @Test
    void repeatsAreNotCountedBySourcePartition() {
        assertThat(key.alarm(0, 5, 1, 0.5)).isTrue();
        assertThat(key.alarm(0, 5, 1, 0.5)).isFalse();
        assertThat(key.alarm(0, 4, 1, 0.9)).isFalse();
        assertThat(key.alarm(7, 4, 1, 0.5)).isTrue();
        assertThat(key.alarm(7, 4, 1, 0.5)).isFalse();
        assertThat(key.state.open().alarms()).isEqualTo(2);
    }

    @Test
    void aRepeatAfterTheEndOpensNothing() {
        key.alarm(0, 5, 1, 0.5);
        key.pass(50);
        key.news();
        assertThat(key.alarm(0, 5, 1, 0.5)).isFalse();
        assertThat(key.pass(50)).isFalse();
        assertThat(key.news()).isEmpty();
    }

    @Test
    void whatHasNoPositionIsCountedEachTime() {
        key.alarmWithoutPosition(1, 0.5);
        key.alarmWithoutPosition(1, 0.5);
        assertThat(key.state.open().alarms()).isEqualTo(2);
    }

    @Test
    void rulesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new EpisodeRules(-1, 0.6, 0.7)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new EpisodeRules(Long.MAX_VALUE, 0.6, 0.7))
                .hasMessageContaining("allowed are 0 to");
        for (double[] wrong :
                new double[][] {{0.5, 0.7}, {0.7, 0.7}, {0.6, 1}, {Double.NaN, 0.7}, {0.6, 0.55}}) {
            assertThatThrownBy(() -> new EpisodeRules(1, wrong[0], wrong[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("allowed are 0.5 < major < critical < 1");
        }
    }
}
