package io.undercurrent.lab.synthetic;

/**
 * A hidden Markov chain of two to four regimes, each with its own level, size of the season and
 * size of the noise, laid over what the canvas holds so far.
 */
final class Regimes implements Component {
    @Override
    public void addTo(Canvas canvas) {
        Draw draw = canvas.draw;
        int n = canvas.size();
        int regimes = draw.integer(2, 4);
        double[] level = new double[regimes];
        double[] season = new double[regimes];
        double[] noise = new double[regimes];
        double[] leave = new double[regimes];
        double apart = draw.logUniform(0.1, 4);
        double usual = draw.logUniform(12, StrictMath.max(13, n / 4.0));
        for (int k = 0; k < regimes; k++) {
            level[k] = apart * draw.gaussian();
            season[k] = draw.chance(0.5) ? 1 : draw.uniform(0, 1.5);
            noise[k] = draw.logUniform(0.3, 3);
            leave[k] = 1 / (usual * draw.logUniform(0.3, 3));
        }
        int now = draw.integer(0, regimes - 1);
        for (int i = 0; i < n; i++) {
            if (draw.chance(leave[now])) {
                now = (now + draw.integer(1, regimes - 1)) % regimes;
            }
            canvas.level[i] += level[now];
            canvas.season[i] *= season[now];
            canvas.noise[i] *= noise[now];
        }
        canvas.say("regimes: hidden markov chain");
    }
}
