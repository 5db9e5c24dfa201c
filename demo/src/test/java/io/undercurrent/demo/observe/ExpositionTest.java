package io.undercurrent.demo.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The text that Prometheus reads. */
class ExpositionTest {
    @Test
    void escapesWhatTheFormatAsksFor() {
        Exposition out = new Exposition();
        out.family("m", "gauge", "a \\ and\na \"line\"");
        out.sample("m", 1.25, "key", "a\"b\\c\nd", "field", "ä{},=");
        assertThat(out)
                .hasToString(
                        """
                        # HELP m a \\\\ and\\na "line"
                        # TYPE m gauge
                        m{key="a\\"b\\\\c\\nd",field="ä{},="} 1.25
                        """);
    }

    @Test
    void whatIsNoNumberIsAbsent() {
        Exposition out = new Exposition();
        out.sample("m", Double.NaN);
        out.sample("m", Double.NEGATIVE_INFINITY, "key", "k");
        out.sample("m", 3L);
        out.sample("m", -0.5);
        out.sample("m", 1e300);
        assertThat(out).hasToString("m 3\nm -0.5\nm 1.0E300\n");
    }

    @Test
    void bucketsAreCumulativeAndIncludeTheirBound() {
        Histogram histogram = new Histogram(0.5, 1);
        histogram.add(0.5);
        histogram.add(0.75);
        histogram.add(-3);
        histogram.add(100);
        Exposition out = new Exposition();
        histogram.write(out, "h", "Help.");
        assertThat(out)
                .hasToString(
                        """
                        # HELP h Help.
                        # TYPE h histogram
                        h_bucket{le="0.5"} 2
                        h_bucket{le="1"} 3
                        h_bucket{le="+Inf"} 4
                        h_sum 101.25
                        h_count 4
                        """);
    }
}
