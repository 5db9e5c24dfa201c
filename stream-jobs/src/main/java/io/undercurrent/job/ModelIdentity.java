package io.undercurrent.job;

import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.SlabLayout;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * Which weights and which layout a job's state belongs to, kept in operator state.
 *
 * <p>A checkpoint of other weights is refused at once and without restarts: a state that was built
 * by one model means nothing to another.
 */
final class ModelIdentity {
    private final String text;
    private ListState<String> state;

    ModelIdentity(SequenceModel model, SlabLayout layout, ScorerOptions options) {
        text =
                "%s sha256=%s channels=%d horizon=%d quantiles=%s bytes=%d"
                        .formatted(
                                model.id(),
                                model.sha256(),
                                options.channels(),
                                options.horizon(),
                                options.quantiles(),
                                layout.bytes());
    }

    void restore(StateInitializationContext context) throws Exception {
        state =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(
                                        "model-identity", StringSerializer.INSTANCE));
        for (String restored : state.get()) {
            if (!restored.equals(text)) {
                throw new SuppressRestartsException(
                        new ModelMismatchException(
                                "the checkpoint belongs to model %s, this job runs model %s: run the checkpoint's model and options, or start anew with --fresh"
                                        .formatted(restored, text)));
            }
        }
    }

    void snapshot() throws Exception {
        state.clear();
        state.add(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
