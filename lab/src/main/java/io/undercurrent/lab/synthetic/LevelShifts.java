package io.undercurrent.lab.synthetic;

/**
 * One to five sudden moves of the level that stay or are taken back: a new customer, a moved
 * sensor, maintenance.
 */
final class LevelShifts implements Component {
    @Override
    public void addTo(Canvas canvas) {
        Draw draw = canvas.draw;
        int n = canvas.size();
        int shifts = draw.integer(1, 5);
        for (int s = 0; s < shifts; s++) {
            boolean stays = draw.chance(0.5);
            int from = draw.integer(1, n - 1);
            double lasts = draw.logUniform(0.01, 0.3) * n;
            int to = stays ? n : (int) StrictMath.min(n, from + 1 + lasts);
            double height = draw.logUniform(0.4, 5) * draw.sign();
            for (int i = from; i < to; i++) {
                canvas.level[i] += height;
            }
            canvas.say(stays ? "level shift: permanent" : "level shift: temporary");
        }
    }
}
