package io.undercurrent.spec;

import io.undercurrent.spec.option.Option;
import java.io.Serializable;
import java.util.List;

/** How {@code train} trains: the section {@code train} of a file, validated. */
public record TrainSpec(
        @Option(
                        byDefault = "forecast",
                        doc =
                                """
                                Forecast: quantiles of numbers to come; next-event: the value is the code of
                                a discrete event, and the probability of each code to come next is learned,
                                from scratch.
                                """)
                Task task,
        @Option(
                        allowed =
                                "scratch, bundled:universal, bundled:universal-medium, bundled:universal-1 and folders with a trained model",
                        byDefault = "bundled:universal",
                        doc =
                                """
                                The weights that training starts from: a trained model, which is then
                                adapted to the history, or scratch for random ones.
                                """)
                String start,
        @Option(
                        min = "1000",
                        max = "2000000000",
                        doc =
                                """
                                How many tokens (one an event and value field) are trained on, with
                                repetition; without it four million or sixty passes over the history's
                                training part, whichever is less, and at least 100000.
                                """)
                Integer tokens,
        @Option(
                        min = "0",
                        max = "1000",
                        doc =
                                """
                                The largest learning rate, reached after a short rise; without it 0.0005
                                from trained weights and 0.002 from scratch.
                                """)
                Double learningRate,
        @Option(
                        min = "0",
                        max = "2147483647",
                        byDefault = "1",
                        doc =
                                """
                                Decides which pieces of the history are drawn and, from scratch, the first
                                weights; the same seed and history give the same weights, whatever the
                                threads.
                                """)
                int seed,
        @Option(
                        allowed = "names of engines of this build",
                        byDefault = "java",
                        doc =
                                """
                                What computes the gradients: java is plain Java on all cores; another engine
                                may round differently and so give other weights.
                                """)
                String engine,
        @Option(
                        min = "1",
                        max = "1024",
                        doc =
                                """
                                How many threads compute; without it as many as there are processors; no
                                result depends on it.
                                """)
                Integer threads,
        @Option(
                        min = "0",
                        max = "0.4",
                        byDefault = "0.15",
                        doc =
                                """
                                The share of each series before its test part that decides when training
                                stops and which weights are kept; it is never trained on.
                                """)
                double validationShare,
        @Option(
                        min = "0",
                        max = "0.4",
                        byDefault = "0.15",
                        doc =
                                """
                                The newest share of each series, which is held back: the finished weights
                                are judged on it, and nothing else uses it.
                                """)
                double testShare,
        @Option(
                        doc =
                                """
                                The history's seasons in events, told to the model; without it the model
                                finds them, and only the baselines are told a day and a week where the
                                events' usual distance divides them.
                                """)
                List<Integer> seasons,
        @Option(
                        byDefault = "alone",
                        doc =
                                """
                                Alone: one model for all value fields, which reads each by itself and fits
                                streams of any number of fields; together: each forecast sees all value
                                fields and covariates of the event, and the model fits streams of just these
                                fields.
                                """)
                Channels channels,
        @Option(
                        min = "1",
                        max = "1000",
                        byDefault = "10",
                        doc =
                                """
                                Training stops after so many looks at the validation part without a smaller
                                loss; there are about 40 looks in all, each also a checkpoint.
                                """)
                int patience)
        implements Serializable {
    /** The value of {@code train.start} that means random weights. */
    public static final String SCRATCH = "scratch";

    /** What is learned. */
    public enum Task {
        /** Quantiles of future numbers. */
        FORECAST,
        /** Which discrete event comes next. */
        NEXT_EVENT
    }

    /** How an event's value fields are read. */
    public enum Channels {
        /** Each by itself. */
        ALONE,
        /** All together. */
        TOGETHER
    }
}
