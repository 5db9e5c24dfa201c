package io.undercurrent.job.portable;

import io.undercurrent.job.UndercurrentJob;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.state.savepoint.KeySlab;
import io.undercurrent.stream.portable.CheckedStates;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Builds the Flink job that turns a checked file of key states into a savepoint. */
public final class StateImport {
    private StateImport() {}

    /**
     * The operators that read the file.
     *
     * @param states the file
     * @param spec the stream's declaration
     * @return a function that adds them to an environment
     */
    public static Consumer<StreamExecutionEnvironment> wiring(
            CheckedStates states, StreamSpec spec) {
        return env ->
                UndercurrentJob.buildImport(
                        env.fromSource(
                                        new KeyStateSource(states.file().toAbsolutePath()),
                                        WatermarkStrategy.noWatermarks(),
                                        "key states",
                                        TypeInformation.of(KeySlab.class))
                                .setParallelism(1),
                        spec,
                        states.model(),
                        states.next());
    }
}
