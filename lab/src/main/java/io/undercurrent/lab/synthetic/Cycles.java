package io.undercurrent.lab.synthetic;

/**
 * Machines' cycles: duty cycles, sawtooths (tanks, heaps, batteries), thermostats and pulses every
 * k steps, with jitter of length and height from cycle to cycle.
 *
 * <p>They differ from a {@link PeriodSeason} in that each cycle starts when the last one ended: the
 * phase is a random walk unless the jitter is nil.
 */
final class Cycles implements Component {
    /** Below this jitter a user would call it a season. */
    private static final double STEADY = 0.01;

    @Override
    public void addTo(Canvas canvas) {
        Draw draw = canvas.draw;
        double[] x = new double[canvas.size()];
        int shape = draw.weighted(3, 3, 2, 2);
        double longest = StrictMath.max(5, canvas.size() / 4.0);
        double period = StrictMath.rint(draw.logUniform(4, StrictMath.min(1_000, longest)));
        double jitter = draw.chance(0.4) ? 0 : draw.logUniform(0.02, 0.4);
        double uneven = draw.chance(0.4) ? 0 : draw.logUniform(0.02, 0.4);
        double duty = draw.uniform(0.08, 0.85);
        double bend = draw.uniform(1, 6);
        boolean falling = draw.chance(0.4);
        double length = period;
        double height = 1;
        double place = draw.uniform() * period;
        for (int i = 0; i < x.length; i++) {
            if (place >= length) {
                place -= length;
                length = StrictMath.max(2, period * (1 + jitter * draw.gaussian()));
                height = StrictMath.max(0.1, 1 + uneven * draw.gaussian());
                place = StrictMath.min(place, length - 1);
            }
            double phase = place / length;
            x[i] =
                    height
                            * switch (shape) {
                                case 0 -> phase < duty ? 1 : 0;
                                case 1 -> falling ? 1 - phase : phase;
                                case 2 -> relax(phase, duty, bend);
                                default -> place < 1 ? 1 : 0;
                            };
            place++;
        }
        Vectors.add(canvas.season, draw.logUniform(0.5, 3), Vectors.standardise(x));
        String[] kinds = {"duty cycle", "sawtooth", "thermostat", "pulses"};
        canvas.say("cycles: " + kinds[shape] + (jitter > 0 ? ", jittered" : ""));
        if (jitter < STEADY) {
            canvas.recurs(period);
        }
    }

    /** Charging towards 1 up to {@code duty}, then discharging towards 0, both exponentially. */
    private static double relax(double phase, double duty, double bend) {
        if (phase < duty) {
            return 1 - StrictMath.exp(-bend * phase / duty);
        }
        double full = 1 - StrictMath.exp(-bend);
        return full * StrictMath.exp(-bend * (phase - duty) / (1 - duty));
    }
}
