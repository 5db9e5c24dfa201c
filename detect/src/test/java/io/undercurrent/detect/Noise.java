package io.undercurrent.detect;

import java.util.Random;

/** Stationary error streams of known kinds for the calibration tests. */
enum Noise {
    GAUSSIAN {
        @Override
        double next(Random r, double last) {
            return r.nextGaussian();
        }
    },
    LAPLACE {
        @Override
        double next(Random r, double last) {
            double magnitude = -Math.log(1 - r.nextDouble());
            return r.nextBoolean() ? magnitude : -magnitude;
        }
    },
    STUDENT_4 {
        @Override
        double next(Random r, double last) {
            double squares = 0;
            for (int i = 0; i < 4; i++) {
                double g = r.nextGaussian();
                squares += g * g;
            }
            return r.nextGaussian() / Math.sqrt(squares / 4);
        }
    },
    UNIFORM {
        @Override
        double next(Random r, double last) {
            return 2 * r.nextDouble() - 1;
        }
    },
    EXPONENTIAL {
        @Override
        double next(Random r, double last) {
            return -Math.log(1 - r.nextDouble()) - 1;
        }
    },
    AUTOREGRESSIVE {
        @Override
        double next(Random r, double last) {
            return 0.5 * last + r.nextGaussian();
        }
    },
    QUANTISED {
        @Override
        double next(Random r, double last) {
            return Math.rint(5 * r.nextGaussian()) / 5;
        }
    };

    /** The next error; {@code last} is the one before, 0 at first. */
    abstract double next(Random r, double last);
}
