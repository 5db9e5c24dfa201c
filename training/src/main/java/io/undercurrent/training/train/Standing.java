package io.undercurrent.training.train;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.training.engine.EngineState;
import java.util.List;

/**
 * Where a training stands between two rounds: all that the rest of it depends on.
 *
 * @param engine weights and optimiser
 * @param best the weights with the least validation loss so far
 * @param looks the loss curves so far, at least one
 */
public record Standing(EngineState engine, Parameters<float[]> best, List<Look> looks) {
    /** Copies the list. */
    public Standing {
        looks = List.copyOf(looks);
    }

    /** The look with the least validation loss, the first of equals. */
    public Look bestLook() {
        Look best = looks.get(0);
        for (Look look : looks) {
            best = look.validation() < best.validation() ? look : best;
        }
        return best;
    }

    Look newest() {
        return looks.get(looks.size() - 1);
    }

    /** Looks since the best one. */
    int withoutProgress() {
        return looks.size() - 1 - looks.indexOf(bestLook());
    }
}
