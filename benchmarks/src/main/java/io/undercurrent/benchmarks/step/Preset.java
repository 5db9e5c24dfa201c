package io.undercurrent.benchmarks.step;

import io.undercurrent.mamba2.Backbone;
import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.Mamba2Config;
import java.util.Locale;
import java.util.Random;

/** The sizes that are compared, with the goals as ratios to C. */
enum Preset {
    TINY(1.8, 2.5),
    SMALL(1.3, 1.75),
    BASE(1.3, 1.5),
    LARGE(1.3, 1.5);

    static final int EVENTS = 256;
    private static final long SEED = 11;

    final double goal;
    final double plainGoal;

    Preset(double goal, double plainGoal) {
        this.goal = goal;
        this.plainGoal = plainGoal;
    }

    static Preset of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    BackboneConfig config() {
        return switch (this) {
            case TINY -> BackboneConfig.tiny();
            case SMALL -> BackboneConfig.small();
            case BASE -> BackboneConfig.base();
            case LARGE -> BackboneConfig.large();
        };
    }

    Backbone backbone() {
        return Backbone.seeded(config(), SEED);
    }

    /** The same in every process, [EVENTS][d_model], from -1 to 1. */
    float[][] inputs() {
        Random random = new Random(SEED);
        float[][] rows = new float[EVENTS][config().mixer().dModel()];
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = 2 * random.nextFloat() - 1;
            }
        }
        return rows;
    }

    long stateBytes() {
        Mamba2Config c = config().mixer();
        return 4L * config().nLayer() * (c.convFloats() + c.ssmFloats());
    }

    long weightBytes() {
        Mamba2Config c = config().mixer();
        return 4L * config().nLayer() * c.dModel() * (c.dInProj() + c.dInner());
    }

    /** Two for a multiply-add of the projections, five for an element of the state. */
    double flops() {
        Mamba2Config c = config().mixer();
        return 2.0 * weightBytes() / 4 + 5.0 * config().nLayer() * c.ssmFloats();
    }
}
