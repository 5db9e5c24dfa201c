package io.undercurrent.mamba2;

/** Checks the arguments of a step or a prefill before any state is changed. */
final class StepArguments {

    private StepArguments() {}

    static void checkState(int event, float[] state, int offset, int stateFloats) {
        if (offset < 0 || offset > state.length - stateFloats) {
            throw new IllegalArgumentException(
                    "event "
                            + event
                            + ": state offset "
                            + offset
                            + " in an array of "
                            + state.length
                            + " leaves less than the "
                            + stateFloats
                            + " floats of a state");
        }
    }

    static void checkGapRatio(int event, float ratio) {
        if (!(ratio >= 0 && ratio < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "event "
                            + event
                            + ": gap ratio "
                            + ratio
                            + "; it must be finite and not negative");
        }
    }
}
