package io.undercurrent.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The ids of output topics in a checkpoint. */
class RestoredOutputsTest {
    private static final Map<String, String> IDS =
            Map.of("scores", "AbCdefghijklmnopqrst-_", "dead", "0123456789abcdefghijkl");

    /** Holds the state as the scoring operator does. */
    private static final class Keeper extends AbstractStreamOperator<Integer>
            implements OneInputStreamOperator<Integer, Integer> {
        private static final long serialVersionUID = 1L;

        private final transient RestoredOutputs outputs;
        private transient Map<String, String> ids;

        Keeper(String run, Map<String, String> ids) {
            outputs = new RestoredOutputs(run);
            this.ids = ids;
        }

        @Override
        public void initializeState(StateInitializationContext context) throws Exception {
            Map<String, String> restored = outputs.restore(context);
            ids = ids == null ? restored : ids;
        }

        @Override
        public void snapshotState(StateSnapshotContext context) throws Exception {
            outputs.snapshot(ids);
        }

        @Override
        public void processElement(StreamRecord<Integer> element) {}
    }

    private static Map<String, String> restored(String run, OperatorSubtaskState state)
            throws Exception {
        Keeper keeper = new Keeper(run, null);
        try (var harness = new OneInputStreamOperatorTestHarness<>(keeper)) {
            harness.initializeState(state);
            return keeper.ids;
        }
    }

    @Test
    void theSameRunGetsThemBackAndAnotherRunDoesNot() throws Exception {
        OperatorSubtaskState state;
        try (var harness = new OneInputStreamOperatorTestHarness<>(new Keeper("one", IDS))) {
            harness.open();
            state = harness.snapshot(1, 1);
        }
        assertThat(restored("one", state)).isEqualTo(IDS);
        assertThat(restored("two", state)).as("a start by hand").isEmpty();
    }

    @Test
    void eachTaskOfAnotherParallelismGetsAllOfThem() throws Exception {
        OperatorSubtaskState state;
        try (var harness = new OneInputStreamOperatorTestHarness<>(new Keeper("one", IDS))) {
            harness.open();
            state = harness.snapshot(1, 1);
        }
        for (int task = 0; task < 2; task++) {
            OperatorSubtaskState part =
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(
                            state, 10, 1, 2, task);
            Keeper keeper = new Keeper("one", null);
            try (var harness = new OneInputStreamOperatorTestHarness<>(keeper, 10, 2, task)) {
                harness.initializeState(part);
                assertThat(keeper.ids).as("task %d", task).isEqualTo(IDS);
            }
        }
    }

    @Test
    void aStateOfAnEarlierBuildHasNone() throws Exception {
        assertThat(restored("one", OperatorSubtaskState.builder().build())).isEmpty();
    }
}
