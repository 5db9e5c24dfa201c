package io.undercurrent.alarms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.schemas.Episode;
import io.undercurrent.schemas.EpisodeScope;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Episodes of groups, by a pattern in the key and by what events name. */
class GroupEpisodesTest {
    private static final String PATTERN = "episodes.group.pattern: '^([^-]+)-'\n";

    private static List<String> groups(Alarms alarms) {
        return alarms.episodes().stream()
                .filter(episode -> episode.getScope() == EpisodeScope.GROUP)
                .map(Made::line)
                .toList();
    }

    @Test
    void keysOfOneSiteByAPattern() {
        try (Alarms alarms = new Alarms(PATTERN)) {
            alarms.score("north-1", 1, 101, 0.55);
            assertThat(alarms.news())
                    .containsExactly(
                            "KEY north-1 STARTED 101- MINOR x1 open 1",
                            "GROUP north STARTED 101- MINOR x1 open 1");
            alarms.score("north-2", 2, 103, 0.8);
            assertThat(groups(alarms))
                    .containsExactly("GROUP north CHANGED 101- CRITICAL x2 open 2");
            alarms.score("south-1", 3, 103, 0.55);
            assertThat(groups(alarms)).containsExactly("GROUP south STARTED 103- MINOR x1 open 1");
            alarms.score("alone", 4, 103, 0.55);
            assertThat(groups(alarms)).isEmpty();
            alarms.score("north-2", 5, 104, 0.55);
            alarms.pass("north-2", 6, 115);
            assertThat(groups(alarms)).containsExactly("GROUP north CHANGED 101- MINOR x3 open 1");
            alarms.pass("north-1", 7, 115);
            Episode end = alarms.episodes().get(1);
            assertThat(Made.line(end)).isEqualTo("GROUP north ENDED 101-104 CRITICAL x3 open 0");
            assertThat(end.getId()).isEqualTo("group:t-0-1-4");
            assertThat(end.getPeakKey()).isEqualTo("north-2");
            assertThat(end.getPeakId()).isEqualTo("t-0-2");
            assertThat(end.getField()).isEqualTo("load");
            assertThat(end.getMembers()).isEqualTo(2);
            assertThat(end.getFirstKeys()).containsExactly("north-1", "north-2");
        }
    }

    @Test
    void groupsThatEventsName() {
        try (Alarms alarms = new Alarms("source.group-field: site\n")) {
            alarms.score("a", 1, 101, 0.55, "north");
            Episode key = alarms.episodes().get(0);
            assertThat(key.getGroup()).isEqualTo("north");
            alarms.score("b", 2, 101, 0.55, "north");
            alarms.score("c", 3, 101, 0.55, null);
            alarms.score("d", 4, 101, 0.55, " ");
            assertThat(groups(alarms)).isEmpty();
            // An episode stays with the group of its start.
            alarms.score("a", 5, 102, 0.7, "south");
            alarms.pass("a", 6, 200);
            assertThat(groups(alarms))
                    .containsExactly(
                            "GROUP north CHANGED 101- MAJOR x3 open 2",
                            "GROUP north CHANGED 101- MINOR x3 open 1");
            alarms.score("a", 7, 201, 0.7, "south");
            assertThat(groups(alarms)).containsExactly("GROUP south STARTED 201- MAJOR x1 open 1");
        }
    }

    @Test
    void groupRecordsAreKeyedByTheGroup() {
        try (Alarms alarms = new Alarms(PATTERN)) {
            alarms.score("north-1", 1, 101, 0.55);
            assertThat(alarms.records())
                    .extracting(record -> new String(record.key(), UTF_8))
                    .containsExactly("north-1", "north");
        }
    }

    @Test
    void repeatsAndLateEpisodesDoNotReachTheGroup() {
        try (Alarms alarms = new Alarms(PATTERN)) {
            for (int i = 0; i < 2; i++) {
                alarms.score("north-1", 1, 101, 0.55);
                alarms.anomaly("north-1", 1, 101, 0.55);
                alarms.pass("north-1", 2, 120);
            }
            assertThat(groups(alarms)).hasSize(2);
            alarms.score("north-1", 3, 60, 0.9);
            assertThat(alarms.news())
                    .containsExactly(
                            "KEY north-1 STARTED 60- CRITICAL x1 open 1",
                            "KEY north-1 ENDED 60-60 CRITICAL x1 open 0");
        }
    }

    @Test
    void aRestartResumesFromTheStores() {
        try (Alarms alarms = new Alarms(PATTERN);
                Alarms restarted = new Alarms(PATTERN)) {
            alarms.score("north-1", 1, 101, 0.55);
            restarted.restore(alarms, AlarmStores.KEYS, AlarmStores.GROUPS, AlarmStores.MEMBERS);
            restarted.score("north-1", 1, 101, 0.55);
            restarted.pass("north-1", 2, 120);
            assertThat(groups(restarted))
                    .containsExactly("GROUP north ENDED 101-101 MINOR x1 open 0");
        }
    }

    @Test
    void withoutGroupsThereIsNothingToRollUp() {
        try (Alarms alarms = new Alarms("")) {
            alarms.score("north-1", 1, 101, 0.55, "north");
            assertThat(alarms.episodes()).singleElement().returns(null, Episode::getGroup);
        }
    }
}
