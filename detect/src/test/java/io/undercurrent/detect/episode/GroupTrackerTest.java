package io.undercurrent.detect.episode;

import static io.undercurrent.detect.episode.EpisodeChange.Kind.CHANGED;
import static io.undercurrent.detect.episode.EpisodeChange.Kind.ENDED;
import static io.undercurrent.detect.episode.EpisodeChange.Kind.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GroupTrackerTest {
    private final List<GroupChange> told = new ArrayList<>();
    private final Map<String, byte[]> members = new HashMap<>();
    private byte[] group = GroupStateCodec.encode(new GroupState());

    /** One change of a key, through the states' bytes; the text of what the group tells of it. */
    private String take(
            String key, long revision, EpisodeChange.Kind kind, long time, double score, int n) {
        Alarm peak = Told.alarm("t-0-" + time, time, score);
        Severity severity = Told.RULES.severity(score);
        Episode episode = new Episode("t-0-" + key, time - n + 1, time, peak, severity, n);
        GroupState state = GroupStateCodec.decode(group);
        byte[] kept = members.get(key);
        MemberState member = kept == null ? new MemberState() : MemberState.decode(kept);
        told.clear();
        EpisodeChange change = new EpisodeChange(kind, revision, episode, false);
        if (GroupTracker.take(state, member, key, change, told::add)) {
            group = GroupStateCodec.encode(state);
            members.put(key, member.encode());
        }
        if (told.isEmpty()) {
            return "";
        }
        GroupEpisode e = told.get(0).episode();
        return String.format(
                Locale.ROOT,
                "%d %s %d-%d %s x%d members %d open %d peak %s",
                told.get(0).revision(),
                told.get(0).kind(),
                e.startMicros(),
                e.lastMicros(),
                e.severity(),
                e.alarms(),
                e.members(),
                e.open(),
                e.peakKey());
    }

    @Test
    void itStartsWithTheFirstKeyAndEndsWithTheLast() {
        assertThat(take("a", 1, STARTED, 10, 0.55, 1))
                .isEqualTo("1 STARTED 10-10 MINOR x1 members 1 open 1 peak a");
        assertThat(take("b", 1, STARTED, 12, 0.55, 1)).isEmpty();
        assertThat(take("b", 2, CHANGED, 14, 0.8, 3))
                .isEqualTo("2 CHANGED 10-14 CRITICAL x4 members 2 open 2 peak b");
        assertThat(take("b", 3, ENDED, 16, 0.8, 5))
                .isEqualTo("3 CHANGED 10-16 MINOR x6 members 2 open 1 peak b");
        assertThat(take("b", 4, STARTED, 40, 0.5, 1)).isEmpty();
        assertThat(take("b", 5, ENDED, 40, 0.5, 1)).isEmpty();
        assertThat(take("a", 2, ENDED, 30, 0.58, 21))
                .isEqualTo("4 ENDED 10-40 CRITICAL x27 members 2 open 0 peak b");
        assertThat(take("c", 1, STARTED, 50, 0.5, 1))
                .isEqualTo("5 STARTED 50-50 MINOR x1 members 1 open 1 peak c");
        assertThat(told.get(0).episode().firstKeys()).containsExactly("c");
        assertThat(told.get(0).episode().id()).isEqualTo("t-0-c");
    }

    @Test
    void repeatsChangeNothing() {
        take("a", 1, STARTED, 10, 0.55, 1);
        take("a", 2, ENDED, 10, 0.55, 1);
        byte[] before = group;
        assertThat(take("a", 1, STARTED, 10, 0.55, 1)).isEmpty();
        assertThat(take("a", 2, ENDED, 10, 0.55, 1)).isEmpty();
        assertThat(group).isEqualTo(before);
    }

    @Test
    void anEndWithoutAStartChangesNothing() {
        assertThat(take("a", 7, ENDED, 10, 0.55, 1)).isEmpty();
        assertThat(take("b", 1, STARTED, 10, 0.55, 1)).startsWith("1 STARTED");
        assertThat(take("a", 9, ENDED, 10, 0.55, 1)).isEmpty();
        assertThat(take("b", 2, ENDED, 10, 0.55, 1)).startsWith("2 ENDED");
    }

    @Test
    void fewKeysAreNamed() {
        for (int i = 0; i < 20; i++) {
            take("k" + i, 1, STARTED, 10, 0.5, 1);
        }
        take("k20", 1, STARTED, 10, 0.9, 1);
        assertThat(told.get(0).episode().members()).isEqualTo(21);
        assertThat(told.get(0).episode().firstKeys()).hasSize(8).startsWith("k0").endsWith("k7");
    }

    @Test
    void theSeverityIsTheHighestOfThoseOpenWhateverHappens() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<String, Severity> open = new HashMap<>();
        Map<String, Long> revisions = new HashMap<>();
        Severity last = null;
        for (int i = 0; i < 20_000; i++) {
            String key = "k" + random.nextInt(5);
            double score = 0.5 + random.nextInt(50) / 100.0;
            boolean ends = open.containsKey(key) && random.nextBoolean();
            EpisodeChange.Kind kind = ends ? ENDED : open.containsKey(key) ? CHANGED : STARTED;
            String news = take(key, revisions.merge(key, 1L, Long::sum), kind, i, score, 1);
            if (ends) {
                open.remove(key);
            } else {
                open.put(key, Told.RULES.severity(score));
            }
            Severity now = open.values().stream().max(Severity::compareTo).orElse(null);
            assertThat(news.isEmpty()).as("seed " + seed + " at " + i).isEqualTo(now == last);
            last = now;
        }
    }

    @Test
    void newerAndDamagedBytesAreRefused() {
        take("a", 1, STARTED, 10, 0.55, 1);
        byte[] member = members.get("a");
        for (int length = 0; length < group.length; length++) {
            byte[] cut = Arrays.copyOf(group, length);
            assertThatThrownBy(() -> GroupStateCodec.decode(cut))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("damaged");
        }
        group[0] = 2;
        member[0] = 2;
        assertThatThrownBy(() -> GroupStateCodec.decode(group))
                .hasMessageContaining("state of a group: it has format version 2; allowed is 1");
        assertThatThrownBy(() -> MemberState.decode(member))
                .hasMessageContaining("member: it has format version 2; allowed is 1");
    }
}
