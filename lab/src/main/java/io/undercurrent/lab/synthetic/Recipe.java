package io.undercurrent.lab.synthetic;

import java.util.Arrays;

/**
 * Chooses the ingredients of one process: which families exist, how often, and what goes with what.
 *
 * <p>Nearly half are structural (level, seasons, weather, autoregressive rest), as most series that
 * people forecast are; the rest are families that a structural model cannot imitate.
 */
final class Recipe {
    private Recipe() {}

    /** Returns the process in its own units: the signal's deviation is 1 unless it is flat. */
    static double[] process(Canvas canvas) {
        if (!canvas.draw.chance(0.04)) {
            return compose(canvas);
        }
        // A structural break: from some step on the series is another one.
        double[] z = compose(canvas);
        Canvas second = new Canvas(canvas.draw, canvas.grid);
        double[] after = compose(second);
        int cut = canvas.draw.integer(z.length / 5, z.length * 4 / 5);
        double jump = canvas.draw.chance(0.5) ? 0 : canvas.draw.gaussian();
        double join = z[cut - 1] - after[cut] + jump;
        for (int i = cut; i < z.length; i++) {
            z[i] = after[i] + join;
        }
        canvas.say("structural break: another process");
        second.words().forEach(canvas::say);
        // Only what recurs on both sides is a season of the whole.
        canvas.periods().retainAll(second.periods());
        return z;
    }

    private static double[] compose(Canvas canvas) {
        Draw draw = canvas.draw;
        if (draw.chance(0.005)) {
            canvas.say("constant");
            return new double[canvas.size()];
        }
        switch (draw.weighted(44, 8, 7, 6, 4, 3, 9, 7, 9, 3)) {
            case 0 -> structural(canvas);
            case 1 -> maybe(canvas, 0.65, new Diffusion());
            case 2 -> {
                new Bursts().addTo(canvas);
                seasons(canvas, 0.4);
                maybe(canvas, 0.2, new LevelShifts());
            }
            case 3 -> {
                new Cycles().addTo(canvas);
                seasons(canvas, 0.25);
                maybe(canvas, 0.2, new LevelShifts());
                maybe(canvas, 0.2, new Trend());
            }
            case 4 -> {
                if (Congestion.fits(canvas.grid)) {
                    new Congestion().addTo(canvas);
                } else {
                    structural(canvas);
                }
            }
            case 5 -> new Chaos().addTo(canvas);
            case 6 -> new RandomFunction().addTo(canvas);
            case 7 -> new CausalGraph().addTo(canvas);
            case 8 -> new SmoothingProcess().addTo(canvas);
            default -> mixture(canvas);
        }
        rest(canvas);
        maybe(canvas, 0.07, new Regimes());
        boolean precise = draw.chance(0.55);
        double share = precise ? draw.logUniform(0.01, 0.25) : draw.logUniform(0.15, 1.5);
        double[] z = canvas.join(share);
        if (draw.chance(0.06)) {
            Smoothing.apply(canvas, z);
        }
        return z;
    }

    /**
     * Adds a mixture of several processes, each of deviation 1 (the idea of TSMixup, arXiv
     * 2403.07815, section 4.1). Only what recurs in its main part is a season of the whole.
     */
    private static void mixture(Canvas canvas) {
        Draw draw = canvas.draw;
        int parts = draw.integer(2, 3);
        for (int part = 0; part < parts; part++) {
            Canvas own = new Canvas(draw, canvas.grid);
            double[] x = Vectors.standardise(compose(own));
            Vectors.add(canvas.level, part == 0 ? 1 : draw.logUniform(0.1, 1), x);
            own.words().forEach(canvas::say);
            if (part == 0) {
                own.periods().forEach(canvas::recurs);
            }
        }
        canvas.say("mixture: several processes");
    }

    private static void structural(Canvas canvas) {
        maybe(canvas, 0.45, new Trend());
        maybe(canvas, 0.15, new Diffusion());
        maybe(canvas, 0.12, new LevelShifts());
        if (Weather.fits(canvas.grid)) {
            maybe(canvas, 0.3, new Weather());
        }
        maybe(canvas, 0.1, new Events());
        seasons(canvas, 0.9);
    }

    /** Adds the seasons that the grid's interval suggests, each with about this probability. */
    private static void seasons(Canvas canvas, double probability) {
        boolean calendar = CalendarSeason.fits(canvas.grid);
        if (calendar) {
            maybe(canvas, probability, new CalendarSeason());
        }
        if (YearSeason.fits(canvas.grid)) {
            maybe(canvas, 0.7 * probability, new YearSeason());
        }
        maybe(canvas, (calendar ? 0.12 : 0.65) * probability, new PeriodSeason());
        maybe(canvas, 0.07 * probability, new EvolvingSeason());
        maybe(canvas, 0.05 * probability, new Cycles());
    }

    /** Adds what calendar and clock do not explain, in units of its own deviation. */
    private static void rest(Canvas canvas) {
        Draw draw = canvas.draw;
        if (draw.chance(0.02)) {
            canvas.say("noise: none");
            Arrays.fill(canvas.noise, 0);
            return;
        }
        boolean autoregressive = draw.chance(0.7);
        if (autoregressive) {
            new Autoregression().addTo(canvas);
        }
        maybe(canvas, autoregressive ? 0.6 : 1, new NoiseFamily());
        Vectors.standardise(canvas.noise);
    }

    private static void maybe(Canvas canvas, double probability, Component component) {
        if (canvas.draw.chance(probability)) {
            component.addTo(canvas);
        }
    }
}
