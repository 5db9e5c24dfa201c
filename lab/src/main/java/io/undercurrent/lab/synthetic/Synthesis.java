package io.undercurrent.lab.synthetic;

import io.undercurrent.training.data.Series;
import java.util.List;

/**
 * One series and how it came about: process, warp, meter, rows, faults, gaps, declaration, in the
 * order in which they happen to real ones.
 *
 * @param series the result
 * @param words the ingredients as {@code "name: how"}
 * @param draws how many elementary random draws it took
 */
record Synthesis(Series series, List<String> words, long draws) {
    static Synthesis of(long seed, long index, int length) {
        if (index < 0) {
            throw new IllegalArgumentException(
                    "synthetic series: index = " + index + ": allowed are numbers from 0");
        }
        if (length < SyntheticSeries.MIN_LENGTH || length > SyntheticSeries.MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "synthetic series: length = "
                            + length
                            + ": allowed are whole numbers from "
                            + SyntheticSeries.MIN_LENGTH
                            + " to "
                            + SyntheticSeries.MAX_LENGTH);
        }
        Draw draw = Draw.of(seed, index);
        Sampling sampling = Sampling.draw(draw, length);
        Canvas canvas = new Canvas(draw, sampling.grid());
        canvas.say(sampling.words());
        Warp warp = Warp.apply(canvas, Recipe.process(canvas));
        double[] values = sampling.read(Meter.read(canvas, warp));
        if (draw.chance(0.15)) {
            Faults.apply(canvas, values);
        }
        if (draw.chance(0.25)) {
            Missing.apply(canvas, values);
        }
        int[] seasons = Declaration.draw(canvas, sampling.kept(), length);
        String name = "synthetic-" + seed + "-" + index;
        Series series = new Series(name, values, sampling.times(draw), seasons);
        return new Synthesis(series, List.copyOf(canvas.words()), draw.count());
    }
}
