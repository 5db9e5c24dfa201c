package io.undercurrent.training.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a history says of bad input, and what it makes of the rest. */
class HistoryBuilderTest {
    private final HistoryBuilder builder = new HistoryBuilder();

    @Test
    void rowsOfAnyOrderBecomeSeriesInOrderOfTime() {
        for (int t = 299; t >= 0; t--) {
            builder.add("a", List.of("x", "y"), t * Rows.HOUR, new double[] {t, -t});
        }
        History history = build();
        assertThat(history.series()).extracting(s -> s.name()).containsExactly("a.x", "a.y");
        assertThat(history.series().get(1).values()[7]).isEqualTo(-7);
        assertThat(history.series().get(0).seasons()).containsExactly(24);
        assertThat(history.declared()).isFalse();
        assertThat(history.rows()).isEqualTo(300);
        assertThat(history.keys()).isEqualTo(1);
        assertThat(history.first()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(history.last()).isEqualTo("1970-01-13T11:00:00Z");
        assertThat(history.notices()).isEmpty();
    }

    @Test
    void tooLittleHistoryIsRefused() {
        Rows.add(builder, "a", 57, Rows.wave(1));
        refused("a.v: 57 events: allowed are 200 and more; give it a longer history");
    }

    @Test
    void aSeriesThatIsTooShortIsLeftOutAndSaid() {
        Rows.add(builder, "a", 300, Rows.wave(1));
        Rows.add(builder, "b", 199, Rows.wave(2));
        History history = build();
        assertThat(history.series()).extracting(s -> s.name()).containsExactly("a.v");
        assertThat(history.notices())
                .containsExactly(
                        "left out: b.v: 199 events: allowed are 200 and more; give it a longer history");
    }

    @Test
    void aConstantSeriesIsRefused() {
        Rows.add(builder, "a", 400, t -> t < 290 ? 5 : t);
        refused("a.v: all 280 values of its training part are 5.0: there is nothing to learn");
    }

    @Test
    void oneKeyWithAllTheDataIsSaid() {
        Rows.add(builder, "big", 3000, Rows.wave(1));
        Rows.add(builder, "small", 250, Rows.wave(2));
        assertThat(build().notices())
                .containsExactly(
                        "key big has 3000 of 3250 rows: the model will know little of the other 1 keys; give these more rows, or train on this key alone");
    }

    @Test
    void aRunOfMissingValuesIsSaidAndWhereNothingIsLeftRefused() {
        Rows.add(builder, "a", 400, t -> t >= 100 && t < 150 ? Double.NaN : t % 7);
        Rows.add(builder, "b", 400, t -> t < 250 ? Double.NaN : t % 7);
        History history = build();
        assertThat(history.series()).extracting(s -> s.name()).containsExactly("a.v");
        assertThat(history.notices())
                .containsExactly(
                        "a.v: no value in 50 events in a row (1970-01-05T04:00:00Z to 1970-01-07T05:00:00Z); nothing is learned there",
                        "left out: b.v: 30 values in the 280 events of its training part (1970-01-01T00:00:00Z to 1970-01-12T15:00:00Z), no value in 250 events in a row (1970-01-01T00:00:00Z to 1970-01-11T09:00:00Z): allowed are 100 and more; give a longer history or one without gaps");
    }

    @Test
    void someRepeatedTimesAreDroppedAndSaid() {
        Rows.add(builder, "a", 300, Rows.wave(1));
        builder.add("a", Rows.COLUMN, 5 * Rows.HOUR, new double[] {99});
        History history = build();
        assertThat(history.series().get(0).length()).isEqualTo(300);
        assertThat(history.series().get(0).values()[5]).isNotEqualTo(99);
        assertThat(history.rows()).isEqualTo(300);
        assertThat(history.notices())
                .containsExactly(
                        "1 of 301 rows repeat a time of their key (first: key a, 1970-01-01T05:00:00Z); the first row of each time is used");
    }

    @Test
    void keysThatWereMixedUpAreRefused() {
        Rows.add(builder, "a", 300, Rows.wave(1));
        Rows.add(builder, "a", 300, Rows.wave(2));
        refused(
                "300 of 600 rows repeat a time of their key (first: key a, 1970-01-01T00:00:00Z)",
                "name the column that holds the key");
    }

    @Test
    void nothingAtAllIsRefused() {
        refused("the history is empty: no readable row");
    }

    @Test
    void anIdentityKnowsEveryValue() {
        History history = Rows.waves(2, 300);
        assertThat(Rows.waves(2, 300).sha256()).isEqualTo(history.sha256());
        assertThat(Rows.waves(2, 301).sha256()).isNotEqualTo(history.sha256());
    }

    private History build() {
        return builder.build(Rows.SPLIT, List.of(), 0);
    }

    private void refused(String... texts) {
        assertThatThrownBy(this::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(texts);
    }
}
