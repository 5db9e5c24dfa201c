package io.undercurrent.lab.synthetic;

/**
 * A season that no calendar explains: machines, orbits, polling loops, with a period of 4 to about
 * 1500 steps, an amplitude that breathes and a phase that may wander.
 */
final class PeriodSeason implements Component {
    private static final double MIN = 4;
    private static final double MAX = 1_500;
    private static final double[] USUAL = {5, 6, 7, 8, 10, 12, 15, 20, 24, 30, 48, 60, 96, 100};

    @Override
    public void addTo(Canvas canvas) {
        Draw draw = canvas.draw;
        double longest = Vectors.clamp(canvas.size() / 2.5, MIN + 1, MAX);
        double period = period(draw, longest);
        add(canvas, period);
        if (draw.chance(0.25)) {
            double slower = period * draw.integer(2, 8);
            if (slower <= longest) {
                add(canvas, slower);
            }
        }
    }

    /** A period that a person would choose, or any, in steps. */
    private static double period(Draw draw, double longest) {
        double period =
                draw.chance(0.4)
                        ? USUAL[draw.integer(0, USUAL.length - 1)]
                        : draw.logUniform(MIN, longest);
        return StrictMath.min(longest, draw.chance(0.7) ? StrictMath.rint(period) : period);
    }

    private static void add(Canvas canvas, double period) {
        Draw draw = canvas.draw;
        Profile shape = Profile.any(draw);
        double amplitude = draw.logUniform(0.3, 2);
        boolean wanders = draw.chance(0.2);
        double wander = wanders ? draw.logUniform(0.003, 0.08) / StrictMath.sqrt(period) : 0;
        boolean breathes = draw.chance(0.4);
        double keep = StrictMath.exp(-1 / (period * draw.logUniform(2, 30)));
        double fresh = StrictMath.sqrt(1 - keep * keep);
        double depth = draw.uniform(0.1, 0.8);
        double breath = draw.gaussian();
        double phase = draw.uniform();
        for (int i = 0; i < canvas.size(); i++) {
            double gain = 1;
            if (breathes) {
                breath = keep * breath + fresh * draw.gaussian();
                gain = StrictMath.exp(depth * breath);
            }
            canvas.season[i] += amplitude * gain * shape.at(phase);
            phase += 1 / period + (wanders ? wander * draw.gaussian() : 0);
        }
        canvas.say(
                "periodic season: "
                        + shape.kind()
                        + (wanders ? ", phase drift" : "")
                        + (breathes ? ", modulated" : ""));
        if (!wanders && StrictMath.abs(period - StrictMath.rint(period)) < 0.004 * period) {
            canvas.recurs(period);
        }
    }
}
