package io.undercurrent.lab.synthetic;

/**
 * One to eight events that come, do something to the level for a while and go: promotions, storms,
 * incidents whose effect decays, builds up or stays.
 */
final class Events implements Component {
    @Override
    public void addTo(Canvas canvas) {
        Draw draw = canvas.draw;
        int n = canvas.size();
        int events = draw.integer(1, 8);
        int shape = draw.integer(0, 2);
        double usual = draw.logUniform(0.8, 6) * draw.sign();
        double lasts = draw.logUniform(2, StrictMath.max(3, n / 15.0));
        for (int e = 0; e < events; e++) {
            int from = draw.integer(0, n - 1);
            double height = usual * draw.uniform(0.4, 1.6);
            double length = lasts * draw.uniform(0.5, 1.5);
            int to = (int) StrictMath.min(n, from + 1 + length);
            for (int i = from; i < to; i++) {
                double place = (i - from) / length;
                canvas.level[i] +=
                        height
                                * switch (shape) {
                                    case 0 -> StrictMath.exp(-4 * place);
                                    case 1 -> 1;
                                    default -> StrictMath.sin(StrictMath.PI * place);
                                };
            }
        }
        String[] kinds = {"decaying", "standing", "swelling"};
        canvas.say("events: " + kinds[shape]);
    }
}
