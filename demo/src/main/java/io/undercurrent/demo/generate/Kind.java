package io.undercurrent.demo.generate;

/** Kinds of planted disturbances. */
enum Kind {
    /** One event far off. */
    SPIKE("spike"),
    /** All events shifted by the same amount. */
    LEVEL_SHIFT("level-shift"),
    /** The last value before the disturbance, repeated. */
    STUCK_SENSOR("stuck-sensor"),
    /** Additional noise of ten times the usual size. */
    NOISE_BURST("noise-burst"),
    /** Nothing but zeros. */
    DROP_TO_ZERO("drop-to-zero");

    private static final double SPIKE_SIZE = 20;
    private static final double SHIFT_SIZE = 15;
    private static final double BURST_SIZE = 10;

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    /** The kind's name in labels. */
    String label() {
        return label;
    }

    /**
     * A disturbed value.
     *
     * @param fleet the fleet
     * @param k the key
     * @param f the field
     * @param i the event
     * @param first the first disturbed event
     * @param sign the direction of shifts and spikes, 1 or -1
     */
    double apply(Fleet fleet, int k, int f, long i, long first, int sign) {
        double value = fleet.value(k, f, i);
        double noise = fleet.noise(k, f);
        return switch (this) {
            case SPIKE -> value + sign * SPIKE_SIZE * noise;
            case LEVEL_SHIFT -> value + sign * SHIFT_SIZE * noise;
            case STUCK_SENSOR -> fleet.value(k, f, first - 1);
            case NOISE_BURST -> value + BURST_SIZE * noise * fleet.disturbance(k, f, i);
            case DROP_TO_ZERO -> 0;
        };
    }
}
