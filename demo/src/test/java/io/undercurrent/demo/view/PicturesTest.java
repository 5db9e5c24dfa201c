package io.undercurrent.demo.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.demo.view.KeyHistory.Point;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;

class PicturesTest {
    private static final double NAN = Double.NaN;

    private final Pictures ascii = new Pictures(Glyphs.ASCII, Palette.NONE);
    private final Pictures unicode = new Pictures(Glyphs.UNICODE, Palette.COLOUR);

    private static KeyHistory key(
            double value, double lower, double expected, double upper, Point... points) {
        Row row = new Row("k", value, expected, lower, upper, 0.5, "SCORED", false);
        return new KeyHistory(row, List.of(points));
    }

    private static String plain(AttributedString picture) {
        return picture.toString();
    }

    @Test
    void theBandShowsWhereTheValueLies() {
        Point scale = new Point(0, false);
        KeyHistory inside = key(7, 2, 5, 8, scale, new Point(10, false));
        assertThat(plain(ascii.band(inside, 11, AttributedStyle.DEFAULT))).isEqualTo("  [--|-o]  ");
        KeyHistory above = key(10, 2, 5, 8, scale, new Point(10, false));
        assertThat(plain(ascii.band(above, 11, AttributedStyle.DEFAULT))).isEqualTo("  [--|--] o");
        assertThat(plain(unicode.band(above, 11, AttributedStyle.DEFAULT)))
                .isEqualTo("··┣━━╋━━┫·●");
    }

    @Test
    void whatIsNotThereYetIsLeftOut() {
        Point[] points = {new Point(0, false), new Point(10, false)};
        assertThat(plain(ascii.band(key(10, NAN, NAN, NAN, points), 5, AttributedStyle.DEFAULT)))
                .isEqualTo("    o");
        assertThat(plain(ascii.band(key(NAN, 0, 5, 10, points), 5, AttributedStyle.DEFAULT)))
                .isEqualTo("[-|-]");
        assertThat(plain(ascii.band(key(NAN, NAN, NAN, NAN), 5, AttributedStyle.DEFAULT)))
                .isEqualTo("     ");
    }

    @Test
    void theSparklineRisesWithTheValuesAndMarksAlarms() {
        KeyHistory key =
                key(
                        7,
                        NAN,
                        NAN,
                        NAN,
                        new Point(0, false),
                        new Point(3.5, false),
                        new Point(NAN, false),
                        new Point(7, true));
        assertThat(plain(unicode.sparkline(key.points(), 6))).isEqualTo("  ▁▅ █");
        assertThat(unicode.sparkline(key.points(), 6).styleAt(5)).isEqualTo(Palette.COLOUR.alarm());
        assertThat(unicode.sparkline(key.points(), 6).styleAt(3)).isEqualTo(Palette.COLOUR.plain());
        assertThat(plain(ascii.sparkline(key.points(), 6))).isEqualTo("  _- !");
        assertThat(plain(ascii.sparkline(key.points(), 2))).isEqualTo(" !");
        assertThat(plain(ascii.sparkline(key.points(), 0))).isEmpty();
    }

    @Test
    void constantValuesAreALowLine() {
        KeyHistory key = key(5, NAN, NAN, NAN, new Point(5, false), new Point(5, false));
        assertThat(plain(ascii.sparkline(key.points(), 3))).isEqualTo(" __");
    }
}
