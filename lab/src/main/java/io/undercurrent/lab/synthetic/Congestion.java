package io.undercurrent.lab.synthetic;

/**
 * A quantity that sits at its free flow and collapses at rush hours of random day, time, depth and
 * length: road speeds, free bandwidth, service levels.
 */
final class Congestion implements Component {
    static boolean fits(Grid grid) {
        return grid.stepsADay() >= 24 && grid.days() > 1.5;
    }

    @Override
    public void addTo(Canvas canvas) {
        Draw draw = canvas.draw;
        Grid grid = canvas.grid;
        double[] dips = new double[canvas.size()];
        int rushes = draw.integer(1, 2);
        int days = grid.day(canvas.size() - 1) + 1;
        double dawn = -grid.dayPhase(0) * grid.stepsADay();
        for (int r = 0; r < rushes; r++) {
            double start = r == 0 ? draw.uniform(0.22, 0.4) : draw.uniform(0.55, 0.75);
            double late = draw.uniform(0.003, 0.02);
            double length = draw.uniform(0.04, 0.2);
            double likely = draw.uniform(0.5, 1);
            double weekend = draw.uniform(0, 0.4);
            double depth = draw.uniform(0.3, 1);
            double steep = draw.uniform(0.05, 0.3);
            for (int d = 0; d < days; d++) {
                boolean working = grid.weekday(d) < 5;
                double from = start + late * draw.gaussian();
                double lasts = length * StrictMath.exp(0.25 * draw.gaussian());
                double deep = depth * draw.uniform(0.6, 1.1);
                if (draw.chance(working ? likely : weekend)) {
                    double first = dawn + (d + from) * grid.stepsADay();
                    dip(dips, first, lasts * grid.stepsADay(), deep, steep);
                }
            }
        }
        // Accidents, at any hour.
        int accidents = (int) draw.poisson(draw.uniform(0, 0.15) * grid.days());
        for (int k = 0; k < accidents; k++) {
            double first = draw.uniform() * dips.length;
            double lasts = draw.uniform(0.02, 0.1) * grid.stepsADay();
            dip(dips, first, lasts, draw.uniform(0.2, 0.9), 0.15);
        }
        Vectors.add(canvas.season, draw.uniform(1, 4), dips);
        canvas.say("congestion: rush hours");
        canvas.recurs(grid.stepsADay());
        canvas.recurs(7 * grid.stepsADay());
    }

    /** A trapezoid downwards, its flanks a share of its length; two of them do not add up. */
    private static void dip(double[] sum, double first, double length, double depth, double steep) {
        int from = (int) StrictMath.max(0, StrictMath.ceil(first));
        int to = (int) StrictMath.min(sum.length, first + length);
        for (int i = from; i < to; i++) {
            double place = (i - first) / length;
            double flank = StrictMath.min(place, 1 - place) / steep;
            sum[i] = StrictMath.min(sum[i], -depth * StrictMath.min(1, flank));
        }
    }
}
