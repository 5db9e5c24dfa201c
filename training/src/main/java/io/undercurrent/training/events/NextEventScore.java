package io.undercurrent.training.events;

/**
 * Quality of forecasts of the next event.
 *
 * @param method name of the method
 * @param crossEntropy mean of -ln of the probability that the event was given, in nats
 * @param accuracy share of events that were forecast as the most likely, in [0, 1]
 * @param events number of judged events
 */
public record NextEventScore(String method, double crossEntropy, double accuracy, long events) {

    /** Sums up single events. */
    static final class Sum {
        private double nats;
        private long right;
        private long events;

        void add(double probability, boolean expected) {
            nats -= StrictMath.log(Math.max(1e-300, probability));
            right += expected ? 1 : 0;
            events++;
        }

        NextEventScore of(String method) {
            double n = Math.max(1, events);
            return new NextEventScore(method, nats / n, (double) right / n, events);
        }
    }
}
