package io.undercurrent.lab.synthetic;

/**
 * Deterministic chaos, rare: looks like noise to a linear model and is predictable for a few steps
 * to one that reads the state.
 */
final class Chaos implements Component {
    @Override
    public void addTo(Canvas canvas) {
        Draw draw = canvas.draw;
        double[] x;
        String kind;
        if (draw.chance(0.35)) {
            kind = "logistic map";
            x = new double[canvas.size()];
            double rate = draw.uniform(3.6, 4);
            double state = draw.uniform(0.1, 0.9);
            for (int i = 0; i < x.length; i++) {
                state = rate * state * (1 - state);
                x[i] = state;
            }
        } else {
            kind = "mackey-glass";
            x = mackeyGlass(draw, canvas.size());
        }
        Vectors.add(canvas.level, 1, Vectors.standardise(x));
        canvas.say("chaos: " + kind);
    }

    /** Euler steps of x' = 0.2 x(t-d) / (1 + x(t-d)^10) - 0.1 x (Mackey and Glass 1977). */
    private static double[] mackeyGlass(Draw draw, int size) {
        int delay = draw.integer(17, 40);
        int every = draw.integer(1, 4);
        double[] past = new double[delay];
        double x = draw.uniform(0.6, 1.3);
        for (int k = 0; k < delay; k++) {
            past[k] = x + 0.1 * draw.gaussian();
        }
        double[] out = new double[size];
        for (long step = 0; step < (long) every * size; step++) {
            int slot = (int) (step % delay);
            double old = past[slot];
            double squared = old * old;
            double fourth = squared * squared;
            past[slot] = x;
            x += 0.2 * old / (1 + fourth * fourth * squared) - 0.1 * x;
            out[(int) (step / every)] = x;
        }
        return out;
    }
}
