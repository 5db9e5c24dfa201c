package io.undercurrent.job.portable;

import io.undercurrent.job.JobOptions;
import io.undercurrent.job.StartOffsets;
import io.undercurrent.job.UndercurrentJob;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.state.savepoint.KeySlab;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What becomes a savepoint of the job: a checked file of key states. */
public final class StateImport {
    private final Path file;
    private final String model;
    private final StartOffsets next;
    private final long keys;

    private StateImport(Path file, String model, StartOffsets next, long keys) {
        this.file = file;
        this.model = model;
        this.next = next;
        this.keys = keys;
    }

    /**
     * Reads a file once, to check every record before anything starts.
     *
     * @param file the file
     * @return what it holds
     * @throws IOException where the file cannot be read
     * @throws IllegalArgumentException where the file or a record is damaged
     */
    public static StateImport check(Path file) throws IOException {
        try (KeyStateFile.Reader in = new KeyStateFile.Reader(file)) {
            long keys = 0;
            while (in.read() != null) {
                keys++;
            }
            return new StateImport(file, in.model(), in.next(), keys);
        }
    }

    /**
     * The keys in the file.
     *
     * @return their number
     */
    public long keys() {
        return keys;
    }

    /**
     * The source records that come next.
     *
     * @return offsets
     */
    public StartOffsets next() {
        return next;
    }

    /**
     * Compares the memories' fields with a stream's.
     *
     * @param spec the stream's declaration
     * @throws IllegalArgumentException where they are not as many
     */
    public void checkFields(StreamSpec spec) {
        ScorerOptions own = JobOptions.scorer(spec);
        ScorerOptions like = JobOptions.like(model, own);
        if (like.channels() != own.channels() || like.covariates() != own.covariates()) {
            throw new IllegalArgumentException(
                    "%s: holds memories of %d value fields and %d covariates, the stream has %d and %d; name the same in source.values and source.covariates"
                            .formatted(
                                    file,
                                    like.channels(),
                                    like.covariates(),
                                    own.channels(),
                                    own.covariates()));
        }
    }

    /**
     * The operators that take the file in.
     *
     * @param spec the stream's declaration
     * @return adds them to an environment
     */
    public Consumer<StreamExecutionEnvironment> wiring(StreamSpec spec) {
        return env ->
                UndercurrentJob.buildImport(
                        env.fromSource(
                                        new KeyStateSource(file.toAbsolutePath()),
                                        WatermarkStrategy.noWatermarks(),
                                        "key states",
                                        TypeInformation.of(KeySlab.class))
                                .setParallelism(1),
                        spec,
                        model,
                        next);
    }
}
