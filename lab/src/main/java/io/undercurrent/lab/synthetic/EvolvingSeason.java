package io.undercurrent.lab.synthetic;

/**
 * A seasonal autoregression, x[t] = r x[t-m] + e[t]: a shape that is remembered from cycle to cycle
 * and slowly becomes another, which rewards averaging a few cycles over trusting the last.
 */
final class EvolvingSeason implements Component {
    private static final double LONGEST = 700;

    @Override
    public void addTo(Canvas canvas) {
        Draw draw = canvas.draw;
        int period = period(canvas, LONGEST);
        double memory = 1 - draw.logUniform(0.01, 0.4);
        double fresh = StrictMath.sqrt(1 - memory * memory);
        double smooth = draw.uniform(0.3, 0.95);
        double rough = StrictMath.sqrt(1 - smooth * smooth);
        double amplitude = draw.logUniform(0.3, 1.5);
        double[] x = new double[canvas.size()];
        double e = draw.gaussian();
        for (int i = 0; i < x.length; i++) {
            e = smooth * e + rough * draw.gaussian();
            x[i] = i < period ? e : memory * x[i - period] + fresh * e;
        }
        Vectors.add(canvas.season, amplitude, x);
        canvas.say("evolving season: seasonal autoregression");
        canvas.recurs(period);
    }

    /** The calendar's day or any period of at most a third of the series and {@code most} steps. */
    static int period(Canvas canvas, double most) {
        Draw draw = canvas.draw;
        double day = canvas.grid.stepsADay();
        double longest = Vectors.clamp(canvas.size() / 3.0, 5, most);
        boolean byDay = day >= 4 && day <= longest && draw.chance(0.7);
        return (int) StrictMath.rint(byDay ? day : draw.logUniform(4, longest));
    }
}
