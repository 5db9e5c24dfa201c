package io.undercurrent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.demo.host.HostKeys;
import io.undercurrent.schemas.Score;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final String CORE = HostKeys.core(0);
    private final Tally tally = new Tally();

    @Test
    void completeOnceEveryEventCameOutAsScoreOrDeadLetter() {
        assertThat(tally.complete()).as("without any event").isFalse();
        tally.sent("a", null);
        tally.sent("a", null);
        tally.score(score("a", "t-0-0", false));
        assertThat(tally.complete()).as("one is missing").isFalse();
        tally.deadLetter("t-0-1");
        assertThat(tally.complete()).isTrue();
        assertThat(tally.scores()).isEqualTo(1);
        assertThat(tally.deadLetters()).isEqualTo(1);
    }

    @Test
    void aResultThatComesTwiceIsNoReplacementForAMissingOne() {
        tally.sent("a", null);
        tally.sent("a", null);
        tally.score(score("a", "t-0-0", false));
        tally.score(score("a", "t-0-0", false));
        assertThat(tally.repeated()).isEqualTo(1);
        assertThat(tally.complete()).isFalse();
        tally.score(score("a", "t-0-1", false));
        assertThat(tally.complete()).as("all came out, one of them twice").isFalse();
    }

    @Test
    void anEventThatCouldNotBeSentIsNotForgotten() {
        tally.sent("a", null);
        tally.sent("a", new IOException("no broker"));
        tally.score(score("a", "t-0-0", false));
        assertThat(tally.sent()).isEqualTo(1);
        assertThat(tally.sendFailures()).isEqualTo(1);
        assertThat(tally.complete()).isFalse();
    }

    @Test
    void eventsBeforeStreamingAreNotTheRunsOwn() {
        tally.sent("memory", null);
        tally.sent("rehearsal.0", null);
        tally.streams();
        assertThat(tally.isStreaming()).isTrue();
        tally.sent("memory", null);
        assertThat(tally.sent()).isEqualTo(3);
        assertThat(tally.rehearsed()).isEqualTo(1);
        assertThat(tally.streamed()).isEqualTo(1);
    }

    @Test
    void onlyCoresAreKeptForTheVerdict() {
        tally.core(CORE);
        tally.score(score(CORE, "t-0-0", true));
        tally.score(score("memory", "t-0-1", true));
        assertThat(tally.cores()).containsExactly(CORE);
        assertThat(tally.coreScores())
                .containsExactly(new Tally.CoreScore(CORE, Instant.EPOCH, 0.7));
    }

    @Test
    void waitsUntilTheLastResultAndNoLongerThanAllowed() throws Exception {
        tally.sent("a", null);
        tally.awaitCommitted(Duration.ofMillis(20));
        assertThat(tally.complete()).isFalse();
        var waiting =
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                tally.awaitCommitted(Duration.ofMinutes(5));
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        task -> new Thread(task).start());
        tally.deadLetter("t-0-0");
        waiting.get();
        assertThat(tally.complete()).isTrue();
    }

    @Test
    void theIdleShareFollowsTheLastFewSamples() {
        assertThat(tally.idleShare()).isNaN();
        tally.idle(1);
        assertThat(tally.idleShare()).isEqualTo(1);
        for (int i = 0; i < 50; i++) {
            tally.idle(0.2);
        }
        assertThat(tally.idleShare()).isBetween(0.2, 0.21);
    }

    private static Score score(String key, String id, boolean alarm) {
        Score score = new Score();
        score.setId(id);
        score.setKey(key);
        score.setTime(Instant.EPOCH);
        score.setAlarm(alarm);
        score.setScore(alarm ? 0.7 : 0.1);
        return score;
    }
}
