package io.undercurrent.demo.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.spec.option.SourceOptions;
import org.junit.jupiter.api.Test;

/** What the made-up sensors observe. */
class FleetTest {
    private static final SourceOptions SOURCE = Declarations.all().get(0).source();

    @Test
    void theSameSeedGivesTheSameValuesWhateverWasAskedBefore() {
        Fleet one = new Fleet(SOURCE, 24, 300, 5);
        Fleet other = new Fleet(SOURCE, 24, 300, 5);
        for (int i = 500; i >= 0; i--) {
            other.value(3, 1, i);
        }
        for (int i = 0; i < 500; i++) {
            assertThat(other.value(7, 0, i)).isEqualTo(one.value(7, 0, i));
        }
        assertThat(new Fleet(SOURCE, 24, 300, 6).value(7, 0, 9)).isNotEqualTo(one.value(7, 0, 9));
    }

    @Test
    void keysOfASiteMoveTogetherMoreThanOthers() {
        Fleet fleet = new Fleet(SOURCE, 24, 300, 5);
        double same = correlation(fleet, 0, 3);
        double apart = Math.abs(correlation(fleet, 0, 4));
        assertThat(same).isGreaterThan(0.5);
        assertThat(same).isGreaterThan(apart);
    }

    @Test
    void keysHaveNamesThatSortAndSitesOfFour() {
        Fleet fleet = new Fleet(SOURCE, 150, 300, 5);
        assertThat(fleet.key(6)).isEqualTo("pump-007");
        assertThat(fleet.key(149)).isEqualTo("pump-150");
        assertThat(new Fleet(SOURCE, 24, 300, 5).key(6)).isEqualTo("pump-07");
        assertThat(fleet.members(37)).containsExactly(148, 149);
        assertThat(fleet.siteName(4)).isEqualTo("site-2");
    }

    /** Of what is left of the values without the season, which all share. */
    private static double correlation(Fleet fleet, int a, int b) {
        int n = 3000; // whole seasons
        double[][] x = new double[2][n];
        for (int i = 0; i < n; i++) {
            x[0][i] = fleet.value(a, 0, i) - fleet.value(a, 0, i + 300);
            x[1][i] = fleet.value(b, 0, i) - fleet.value(b, 0, i + 300);
        }
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < n; i++) {
            xy += x[0][i] * x[1][i];
            xx += x[0][i] * x[0][i];
            yy += x[1][i] * x[1][i];
        }
        return xy / Math.sqrt(xx * yy);
    }
}
