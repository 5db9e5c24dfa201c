package io.undercurrent.mamba2;

import java.util.ArrayList;
import java.util.List;

/**
 * A float64 number that remembers how it was made, so that the textbook model below yields every
 * gradient without a formula for it. Slow, and independent of the hand-written backward pass.
 */
final class Scalar {

    /** All numbers of one computation in the order of their making. */
    static final class Tape {
        private final List<Scalar> order = new ArrayList<>();

        Scalar of(double value) {
            return new Scalar(this, value, null, 0, null, 0);
        }

        Scalar[] of(double[] values) {
            Scalar[] scalars = new Scalar[values.length];
            for (int i = 0; i < values.length; i++) {
                scalars[i] = of(values[i]);
            }
            return scalars;
        }

        Scalar sum(List<Scalar> terms) {
            Scalar sum = of(0);
            for (Scalar term : terms) {
                sum = sum.plus(term);
            }
            return sum;
        }

        /** Fills in the gradient of every number that the result depends on. */
        void backward(Scalar result) {
            result.gradient = 1;
            for (int i = order.size() - 1; i >= 0; i--) {
                Scalar s = order.get(i);
                if (s.left != null) {
                    s.left.gradient += s.gradient * s.byLeft;
                }
                if (s.right != null) {
                    s.right.gradient += s.gradient * s.byRight;
                }
            }
        }
    }

    final double value;
    double gradient;
    private final Tape tape;
    private final Scalar left;
    private final double byLeft;
    private final Scalar right;
    private final double byRight;

    private Scalar(
            Tape tape, double value, Scalar left, double byLeft, Scalar right, double byRight) {
        this.tape = tape;
        this.value = value;
        this.left = left;
        this.byLeft = byLeft;
        this.right = right;
        this.byRight = byRight;
        tape.order.add(this);
    }

    private Scalar made(double result, double derivative) {
        return new Scalar(tape, result, this, derivative, null, 0);
    }

    Scalar plus(Scalar other) {
        return new Scalar(tape, value + other.value, this, 1, other, 1);
    }

    Scalar times(Scalar other) {
        return new Scalar(tape, value * other.value, this, other.value, other, value);
    }

    Scalar times(double factor) {
        return made(value * factor, factor);
    }

    Scalar plus(double summand) {
        return made(value + summand, 1);
    }

    Scalar exp() {
        double e = Math.exp(value);
        return made(e, e);
    }

    Scalar log() {
        return made(Math.log(value), 1 / value);
    }

    Scalar power(double exponent) {
        return made(Math.pow(value, exponent), exponent * Math.pow(value, exponent - 1));
    }

    Scalar sigmoid() {
        double s = 1 / (1 + Math.exp(-value));
        return made(s, s * (1 - s));
    }

    Scalar silu() {
        return times(sigmoid());
    }

    Scalar softplus() {
        return value > 20
                ? made(value, 1)
                : made(Math.log1p(Math.exp(value)), 1 / (1 + Math.exp(-value)));
    }

    /** A clamped value passes no gradient. */
    Scalar clamp(double min, double max) {
        return value < min ? tape.of(min) : value > max ? tape.of(max) : this;
    }
}
