package io.undercurrent.lab.synthetic;

/**
 * A yearly season by the calendar: one to seven harmonics, or a sharp shape such as a December
 * peak.
 */
final class YearSeason implements Component {
    /** Whether a year shows on this grid: a good part of one, and several steps to it. */
    static boolean fits(Grid grid) {
        return grid.stepsAYear() >= 8 && grid.size() > 0.25 * grid.stepsAYear();
    }

    @Override
    public void addTo(Canvas canvas) {
        Draw draw = canvas.draw;
        Profile shape = draw.chance(0.75) ? Shapes.fourier(draw) : Profile.any(draw);
        double turn = draw.uniform();
        double amplitude = draw.logUniform(0.2, 2);
        for (int i = 0; i < canvas.size(); i++) {
            canvas.season[i] += amplitude * shape.at(canvas.grid.yearPhase(i) + turn);
        }
        canvas.say("yearly season: " + shape.kind());
        canvas.recurs(canvas.grid.stepsAYear());
    }
}
