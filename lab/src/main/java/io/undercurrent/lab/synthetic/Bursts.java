package io.undercurrent.lab.synthetic;

/**
 * Activity that comes in bursts: on and off, self-exciting (Hawkes, in discrete time), or shots
 * that decay, as requests, errors, queues and rain do.
 */
final class Bursts implements Component {
    @Override
    public void addTo(Canvas canvas) {
        Draw draw = canvas.draw;
        double[] x = new double[canvas.size()];
        String kind =
                switch (draw.weighted(2, 2, 3)) {
                    case 0 -> onOff(draw, x);
                    case 1 -> hawkes(draw, x);
                    default -> shots(draw, x);
                };
        Vectors.add(canvas.level, draw.logUniform(0.5, 3), Vectors.standardise(x));
        canvas.say("bursts: " + kind);
    }

    /** Geometric times of silence and of work, each spell of work at a height of its own. */
    private static String onOff(Draw draw, double[] x) {
        double start = 1 / draw.logUniform(5, StrictMath.max(6, x.length / 6.0));
        double stop = 1 / draw.logUniform(2, StrictMath.max(3, x.length / 12.0));
        double spread = draw.chance(0.5) ? 0 : draw.uniform(0.1, 0.8);
        double ragged = draw.logUniform(0.01, 0.4);
        boolean on = false;
        double height = 1;
        for (int i = 0; i < x.length; i++) {
            if (draw.chance(on ? stop : start)) {
                on = !on;
                height = StrictMath.exp(spread * draw.gaussian());
            }
            x[i] = on ? height * StrictMath.max(0, 1 + ragged * draw.gaussian()) : 0;
        }
        return "on and off";
    }

    /** Counts whose rate each count raises for a while; on average below one child a parent. */
    private static String hawkes(Draw draw, double[] x) {
        double base = draw.logUniform(0.02, 3);
        double children = draw.uniform(0.4, 0.95);
        double forget = 1 - StrictMath.exp(-1 / draw.logUniform(1, 40));
        double excitement = 0;
        for (int i = 0; i < x.length; i++) {
            x[i] = draw.poisson(StrictMath.min(base + excitement, 1e4));
            excitement += children * forget * x[i] - forget * excitement;
        }
        return "self-exciting";
    }

    /** Heavy-tailed shots at random times, each decaying exponentially. */
    private static String shots(Draw draw, double[] x) {
        double rate = 1 / draw.logUniform(4, StrictMath.max(5, x.length / 8.0));
        double keep = StrictMath.exp(-1 / draw.logUniform(0.7, 60));
        double tail = draw.uniform(1.5, 6);
        double now = 0;
        for (int i = 0; i < x.length; i++) {
            now *= keep;
            if (draw.chance(rate)) {
                now += StrictMath.min(StrictMath.pow(1 - draw.uniform(), -1 / tail), 100);
            }
            x[i] = now;
        }
        return "decaying shots";
    }
}
