package io.undercurrent.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a declaration may say about episodes and groups. */
class EpisodesChecksTest {
    private static final String JSON = "source.format: json\n";

    private static void refused(String lines, String problem) {
        assertThat(Yaml.problemsWith(lines)).as(lines).containsExactly("stream.yaml " + problem);
    }

    @Test
    void severitiesRise() {
        refused(
                "episodes.major: 0.8\n",
                "line 4: episodes.major = 0.8: it must be below episodes.critical = 0.75");
        refused(
                "episodes.critical: 0.55\n",
                "line 4: episodes.major = 0.6: it must be below episodes.critical = 0.55");
        refused(
                "episodes.major: 0.5\n",
                "line 4: episodes.major = 0.5: allowed are numbers above 0.5 and below 1");
        refused(
                "episodes.critical: 1\n",
                "line 4: episodes.critical = 1: allowed are numbers above 0.5 and below 1");
    }

    @Test
    void theQuietPeriodIsADuration() {
        refused(
                "episodes.quiet: 0s\n",
                "line 4: episodes.quiet = 0s: allowed are durations from 1ms to 365d (units ms, s,"
                        + " min, h, d)");
    }

    @Test
    void aPatternHasOneCapturingGroup() {
        refused(
                "episodes.group.pattern: '(a'\n",
                "line 4: episodes.group.pattern = (a: allowed are regular expressions of Java with"
                        + " one capturing group, such as ^([^-]+)- (Unclosed group at character"
                        + " 3)");
        refused(
                "episodes.group.pattern: 'a'\n",
                "line 4: episodes.group.pattern = a: allowed are regular expressions of Java with"
                        + " one capturing group, such as ^([^-]+)- (it has 0 capturing groups;"
                        + " (?:...) is one that does not capture)");
    }

    @Test
    void groupsAreNamedInOneWay() {
        refused(
                JSON + "source.group-field: site\nepisodes.group.pattern: '(a)'\n",
                "line 6: episodes.group.pattern = (a): source.group-field = site names the groups"
                        + " already; give one of the two");
        assertThat(Yaml.with(JSON + "source.group-field: site\n").source().groupField())
                .isEqualTo("site");
    }

    @Test
    void aGroupIsAFieldOfItsOwn() {
        refused(
                JSON + "source.group-field: load\n",
                "line 2: source.values: the field load is also source.group-field; a field has one"
                        + " role");
        refused(
                "source.format: csv\nsource.csv.columns: [time, load]\nsource.group-field: site\n",
                "line 6: source.group-field = site: no such column; allowed are those of"
                        + " source.csv.columns: time, load");
        refused(
                JSON + "source.group-field: load.site\n",
                "line 5: source.group-field: the field load.site lies inside the field load, which"
                        + " cannot be an object and a value at once");
        refused(
                "source.group-field: site\n",
                "line 4: source.group-field = site: not used with source.format = avro: an Event"
                        + " has the fields key, time (in microseconds since 1970-01-01T00:00:00Z)"
                        + " and values; remove it");
    }

    @Test
    void episodesHaveATopicOfTheirOwn() {
        refused(
                "sink.episodes: events.scores\n",
                "line 4: sink.episodes = events.scores: sink.scores is the same topic; each needs"
                        + " its own");
    }
}
