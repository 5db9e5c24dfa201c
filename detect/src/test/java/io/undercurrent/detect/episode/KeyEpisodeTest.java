package io.undercurrent.detect.episode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each rule by itself; the quiet period is 10. */
class KeyEpisodeTest {
    private final Told key = new Told();

    @Test
    void anEpisodeStartsRisesAndEnds() {
        key.pass(1);
        key.alarm(2, 0.55);
        assertThat(key.news()).containsExactly("STARTED 2-2 MINOR x1");
        key.surprise(12, 0.5);
        key.surprise(13, 0.6);
        key.surprise(14, 0.55);
        key.surprise(15, 0.75);
        assertThat(key.news()).containsExactly("CHANGED 2-13 MAJOR x1", "CHANGED 2-15 CRITICAL x1");
        key.pass(25);
        assertThat(key.news()).isEmpty();
        key.pass(26);
        assertThat(key.news()).containsExactly("ENDED 2-15 CRITICAL x1");
        assertThat(KeyEpisode.isOpen(key.state, 0)).isFalse();
        key.pass(100);
        assertThat(key.changes).isEmpty();
    }

    @Test
    void itStaysOpenUntilTheNextSurpriseWouldBeAnAlarm() {
        key.alarm(0, 0.5);
        key.unsettled(100);
        key.surprise(200, 0.5);
        key.unsettled(300);
        assertThat(key.news()).containsExactly("STARTED 0-0 MINOR x1");
        key.pass(400);
        assertThat(key.news()).containsExactly("ENDED 0-200 MINOR x1");
    }

    /** The detector's own episode is open from the late alarm on, so that no other one comes. */
    @Test
    void aSurpriseStartsAnEpisodeWhoseAlarmCameTooLate() {
        key.alarm(100, 0.5);
        key.pass(200);
        key.news();
        key.alarm(105, 0.9);
        assertThat(key.news()).isEmpty();
        key.surprise(201, 0.9);
        assertThat(key.news()).containsExactly("STARTED 201-201 CRITICAL x1");
    }

    @Test
    void anEpisodeOfWrongTimesEndsWhenTheClockGoesBack() {
        key.pass(100);
        key.alarm(9000, 0.9);
        assertThat(key.news()).containsExactly("STARTED 9000-9000 CRITICAL x1");
        key.clockGoesBack = true;
        key.pass(103);
        key.clockGoesBack = false;
        assertThat(key.news()).containsExactly("ENDED 9000-9000 CRITICAL x1");
        key.alarm(110, 0.9);
        assertThat(key.news()).containsExactly("STARTED 110-110 CRITICAL x1");
        key.pass(200);
        assertThat(key.news()).containsExactly("ENDED 110-110 CRITICAL x1");
    }

    @Test
    void anEpisodeThatEndedInWrongTimesKeepsNoneAway() {
        key.alarm(9000, 0.9);
        key.pass(9100);
        key.news();
        key.clockGoesBack = true;
        key.pass(8990);
        key.clockGoesBack = false;
        key.alarm(8995, 0.6);
        assertThat(key.news()).containsExactly("STARTED 8995-8995 MAJOR x1");
    }

    @Test
    void thePeakIsTheFirstOfTheLargestScores() {
        key.alarm(1, 0.7);
        key.surprise(2, 0.7);
        key.alarm(3, 0.65);
        Episode now = key.changes.get(key.changes.size() - 1).episode();
        assertThat(now.peak()).isEqualTo(Told.alarm("t-3-0", 1, 0.7));
        assertThat(now.id()).isEqualTo("t-3-0");
        assertThat(now.alarms()).isEqualTo(2);
        key.surprise(4, 0.71);
        now = key.changes.get(key.changes.size() - 1).episode();
        assertThat(now.peak()).isEqualTo(Told.alarm("t-3-3", 4, 0.71));
        assertThat(now.id()).isEqualTo("t-3-0");
    }

    @Test
    void anAlarmBeyondTheQuietPeriodEndsOneAndStartsTheNext() {
        key.alarm(1, 0.8);
        key.alarm(12, 0.5);
        assertThat(key.changes)
                .extracting(EpisodeChange::revision)
                .isSorted()
                .doesNotHaveDuplicates();
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
    void aLateAlarmElsewhereIsAnEpisodeOfItsOwn() {
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
        key.pass(400);
        assertThat(key.changes).noneMatch(EpisodeChange::overAtOnce);
        assertThat(key.news()).containsExactly("ENDED 300-309 MINOR x2");
    }

    /** So a consumer that keeps the highest revision is not misled when a key starts anew. */
    @Test
    void aKeyThatStartsAnewHasHigherRevisions() {
        key.alarm(1, 0.8);
        key.expire();
        key.expire();
        key.state = new long[KeyEpisode.SIZE];
        key.alarm(1, 0.8);
        assertThat(key.changes)
                .extracting(EpisodeChange::revision)
                .hasSize(3)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(key.news())
                .containsExactly(
                        "STARTED 1-1 CRITICAL x1",
                        "ENDED 1-1 CRITICAL x1",
                        "STARTED 1-1 CRITICAL x1");
    }

    @Test
    void theEpisodesAreTheClustersOfTheAlarms() {
        long seed = System.nanoTime();
        for (int run = 0; run < 3000; run++) {
            Random random = new Random(seed + run);
            Told one = new Told();
            List<long[]> alarms = new ArrayList<>();
            List<Double> scores = new ArrayList<>();
            long time = 1000;
            for (int i = 0; i < 25; i++) {
                time += random.nextInt(3) == 0 ? random.nextInt(40) : random.nextInt(6);
                if (random.nextInt(5) < 2) {
                    double score = 0.5 + random.nextInt(50) / 100.0;
                    one.alarm(time, score);
                    alarms.add(new long[] {time});
                    scores.add(score);
                } else {
                    one.pass(time);
                }
            }
            one.pass(time + 1000);
            List<String> over = new ArrayList<>(one.news());
            over.removeIf(text -> !text.startsWith("ENDED"));
            assertThat(over).as("seed " + (seed + run)).isEqualTo(oracle(alarms, scores));
        }
    }

    /** Cut the alarms where the gap is larger than the quiet period. */
    private static List<String> oracle(List<long[]> alarms, List<Double> scores) {
        List<String> episodes = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= alarms.size(); i++) {
            if (i == alarms.size() || alarms.get(i)[0] - alarms.get(i - 1)[0] > 10) {
                double peak =
                        scores.subList(from, i).stream().mapToDouble(d -> d).max().orElseThrow();
                episodes.add(
                        String.format(
                                Locale.ROOT,
                                "ENDED %d-%d %s x%d",
                                alarms.get(from)[0],
                                alarms.get(i - 1)[0],
                                Told.RULES.severity(peak),
                                i - from));
                from = i;
            }
        }
        return episodes;
    }

    @Test
    void numbersThatCannotBeAreRefused() {
        key.alarm(5, 0.8);
        key.pass(100);
        key.alarm(101, 0.8);
        KeyEpisode.check(key.state, 0, 1);
        KeyEpisode.check(new long[KeyEpisode.SIZE], 0, 1);
        int refused = 0;
        for (int at = 0; at < KeyEpisode.SIZE; at++) {
            for (long wrong : new long[] {-7, Long.MIN_VALUE, Long.MAX_VALUE}) {
                long[] damaged = key.state.clone();
                damaged[at] = wrong;
                try {
                    KeyEpisode.check(damaged, 0, 1);
                    key.state = damaged; // what is not refused can be gone on with
                    key.surprise(102, 0.9);
                    key.pass(1000);
                } catch (IllegalArgumentException e) {
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(20);
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
