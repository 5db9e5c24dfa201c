package io.undercurrent.lab.synthetic;

import java.util.function.DoubleUnaryOperator;

/**
 * The shape of one cycle with mean 0 and deviation 1, as a table read by linear interpolation, so
 * that a step costs the same whatever the shape.
 */
final class Profile {
    private static final int POINTS = 288;

    private final double[] table;
    private final String kind;

    private Profile(double[] table, String kind) {
        this.table = Vectors.standardise(table);
        this.kind = kind;
    }

    String kind() {
        return kind;
    }

    /** The shape at {@code phase}, of which the whole cycles are dropped. */
    double at(double phase) {
        double place = (phase - StrictMath.floor(phase)) * POINTS;
        int k = (int) place;
        double share = place - k;
        return table[k % POINTS] * (1 - share) + table[(k + 1) % POINTS] * share;
    }

    /** Returns the shape between this one (share 0) and {@code other} (share 1). */
    Profile towards(Profile other, double share) {
        double[] mixed = new double[POINTS];
        for (int k = 0; k < POINTS; k++) {
            mixed[k] = (1 - share) * table[k] + share * other.table[k];
        }
        return new Profile(mixed, kind);
    }

    /** A shape of a day, phase 0 at midnight, unless life there keeps other hours. */
    static Profile day(Draw draw) {
        double turn = draw.chance(0.25) ? draw.uniform() : draw.uniform(-0.05, 0.05);
        return switch (draw.weighted(4, 3, 2.5, 2.5, 1.5, 1)) {
            case 0 -> Shapes.doublePeak(draw, turn);
            case 1 -> Shapes.officeHours(draw, turn);
            case 2 -> Shapes.nightFloor(draw, turn);
            case 3 -> Shapes.fourier(draw);
            case 4 -> Shapes.ragged(draw);
            default -> Shapes.spiky(draw);
        };
    }

    /** A shape of any cycle. */
    static Profile any(Draw draw) {
        return switch (draw.weighted(5, 2, 1.5, 1.5, 1)) {
            case 0 -> Shapes.fourier(draw);
            case 1 -> Shapes.ragged(draw);
            case 2 -> Shapes.spiky(draw);
            case 3 -> Shapes.steps(draw);
            default -> Shapes.nightFloor(draw, draw.uniform());
        };
    }

    /** Tabulates {@code shape}, a function of the phase in [0, 1). */
    static Profile of(String kind, DoubleUnaryOperator shape) {
        double[] table = new double[POINTS];
        for (int k = 0; k < POINTS; k++) {
            table[k] = shape.applyAsDouble((double) k / POINTS);
        }
        return new Profile(table, kind);
    }
}
