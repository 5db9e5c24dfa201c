package io.undercurrent.training.dl4j;

import java.util.Locale;

/**
 * Describes the backend that ND4J found, and refuses a GPU for which ND4J's last build has no
 * machine code: that build (CUDA 11.6, August 2022) contains code for compute capability 3.7 to 8.6
 * and no PTX that a driver could translate, so 8.9 still runs, by CUDA's rule within a major
 * version, and 9.0 cannot.
 */
final class BackendCheck {
    private static final int[] OLDEST = {3, 7};
    private static final int[] NEWEST = {8, 9};

    private BackendCheck() {}

    /**
     * Gives backend, device and compute capability in one line.
     *
     * @throws IllegalStateException if the device's compute capability is not from 3.7 to 8.9
     */
    static String describe(Backend backend, int threads) {
        if (!backend.cuda()) {
            return String.format(
                    Locale.ROOT,
                    "dl4j, backend %s, device %s, no compute capability (no GPU), %d thread%s",
                    backend.name(),
                    backend.device(),
                    threads,
                    threads == 1 ? "" : "s");
        }
        int[] found = backend.capability();
        String description =
                String.format(
                        Locale.ROOT,
                        "dl4j, backend %s, device %s, compute capability %s",
                        backend.name(),
                        backend.device(),
                        text(found));
        if (compare(found, NEWEST) > 0 || compare(found, OLDEST) < 0) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "%s: this build of ND4J has machine code for %s to %s only and cannot run on it; use engine java: 'train: engine: java' in the train file, or pretrain --engine java",
                            description,
                            text(OLDEST),
                            text(NEWEST)));
        }
        return description;
    }

    private static int compare(int[] one, int[] other) {
        return one[0] != other[0] ? one[0] - other[0] : one[1] - other[1];
    }

    private static String text(int[] capability) {
        return String.format(Locale.ROOT, "%d.%d", capability[0], capability[1]);
    }
}
