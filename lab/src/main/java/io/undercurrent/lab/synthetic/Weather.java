package io.undercurrent.lab.synthetic;

/**
 * A latent temperature and a load that rises where it is too hot or too cold.
 *
 * <p>Fronts last days and outweigh the season for that long; the answer bends, so the same front
 * means more load in January and less in May. Nobody tells the forecaster the temperature.
 */
final class Weather implements Component {
    static boolean fits(Grid grid) {
        return grid.stepsADay() <= 300 && grid.days() > 4;
    }

    @Override
    public void addTo(Canvas canvas) {
        Draw draw = canvas.draw;
        Grid grid = canvas.grid;
        double day = grid.stepsADay();
        double[] temperature = new double[canvas.size()];
        double yearly = draw.uniform(0.3, 1.5);
        double daily = day >= 4 ? draw.uniform(0.1, 0.7) : 0;
        double turn = draw.uniform();
        double afternoon = draw.uniform(0.55, 0.7);
        double keep = StrictMath.exp(-1 / StrictMath.max(0.5, draw.uniform(1, 6) * day));
        double fresh = StrictMath.sqrt(1 - keep * keep);
        // The front's edge and the building's mass: what is felt follows what blows.
        double follow = 1 - StrictMath.exp(-1 / StrictMath.max(0.1, draw.uniform(0.05, 0.5) * day));
        double front = draw.gaussian();
        double felt = front;
        for (int i = 0; i < temperature.length; i++) {
            front = keep * front + fresh * draw.gaussian();
            double outside =
                    front
                            + yearly * wave(grid.yearPhase(i) - turn)
                            + (daily > 0 ? daily * wave(grid.dayPhase(i) - afternoon) : 0);
            felt += follow * (outside - felt);
            temperature[i] = felt;
        }
        Vectors.standardise(temperature);
        double heating = draw.uniform(-1.2, 0.2);
        double cooling = heating + draw.uniform(0.2, 1.5);
        double cold = draw.chance(0.25) ? 0 : draw.uniform(0.2, 1);
        double hot = cold == 0 ? 1 : draw.chance(0.25) ? 0 : draw.uniform(0.2, 1);
        boolean linear = draw.chance(0.25);
        for (int i = 0; i < temperature.length; i++) {
            double t = temperature[i];
            double load =
                    cold * StrictMath.max(0, heating - t) + hot * StrictMath.max(0, t - cooling);
            temperature[i] = linear ? t : load;
        }
        Vectors.add(canvas.level, draw.logUniform(0.2, 1.5), Vectors.standardise(temperature));
        canvas.say(linear ? "weather: linear" : "weather: heating and cooling");
    }

    private static double wave(double phase) {
        return StrictMath.cos(2 * StrictMath.PI * phase);
    }
}
