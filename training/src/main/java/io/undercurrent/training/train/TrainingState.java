package io.undercurrent.training.train;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.training.engine.EngineState;
import java.util.List;

/**
 * The state of a training between two rounds: everything that its continuation depends on.
 *
 * @param engine weights and optimiser
 * @param best the weights with the least validation loss so far
 * @param points the loss curves so far, at least one point
 */
public record TrainingState(
        EngineState engine, Parameters<float[]> best, List<ValidationPoint> points) {
    /** Copies the list. */
    public TrainingState {
        points = List.copyOf(points);
    }

    /** The point with the least validation loss; the first if several are equal. */
    public ValidationPoint bestPoint() {
        ValidationPoint best = points.get(0);
        for (ValidationPoint point : points) {
            best = point.validation() < best.validation() ? point : best;
        }
        return best;
    }

    /** The newest point. */
    public ValidationPoint newest() {
        return points.get(points.size() - 1);
    }

    /** Number of validations since the best one. */
    int withoutProgress() {
        return points.size() - 1 - points.indexOf(bestPoint());
    }
}
