package io.undercurrent.cli.train;

import io.undercurrent.cli.csv.CsvInput;
import io.undercurrent.cli.csv.CsvOptions;
import io.undercurrent.command.InputFile;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.TrainFile;
import io.undercurrent.spec.TrainSpec;
import io.undercurrent.stream.registry.SchemaChecks;
import io.undercurrent.training.history.History;
import io.undercurrent.training.history.HistoryBuilder;
import io.undercurrent.training.history.Split;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a model on the user's own history. */
@Command(
        name = "train",
        description = {
            "Train on your own history: undercurrent train --csv FILE --out DIR",
            "or on a range of a topic: undercurrent train --topic T --config train.yaml --out DIR",
            "The folder is a model: --model DIR for score, model: DIR in stream.yaml."
        },
        mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {
    /** Where the history is. */
    static final class Where {
        @Option(
                names = "--csv",
                arity = "1..*",
                paramLabel = "FILE",
                description = "Files with a header line, .csv or .csv.gz.")
        private List<Path> files;

        @Option(names = "--topic", paramLabel = "TOPIC", description = "A topic.")
        private String topic;
    }

    @ArgGroup(multiplicity = "1")
    private Where where;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The folder of the results; its name is the model's.")
    private Path out;

    @Option(
            names = "--config",
            paramLabel = "train.yaml",
            description =
                    "Section train, and for a topic source and kafka (docs/reference/options.md); the stream's own file will do.")
    private Path config;

    @Option(names = "--resume", description = "Go on from the checkpoint in the folder.")
    private boolean resume;

    @Mixin private CsvOptions csv;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "BROKERS",
            description = "Topic: the brokers; default kafka.bootstrap.servers.")
    private String servers;

    @Option(
            names = "--from",
            description = "Topic: earliest (default) or an instant, by the records' timestamps.")
    private String from = RangeFinder.EARLIEST;

    @Option(names = "--to", description = "Topic: latest at the start (default) or an instant.")
    private String to = RangeFinder.LATEST;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws IOException, InterruptedException {
        InputFile.check(config);
        boolean topic = where.topic != null;
        if (topic && csv.isGivenForFiles()) {
            throw new IllegalArgumentException(
                    "--decimal-separator, --missing, --strict, --time, --time-unit, --time-pattern, --zone, --key, --delimiter: not used with --topic; give source.* in the file of --config");
        }
        if (!topic && servers != null) {
            throw new IllegalArgumentException("--bootstrap-servers: used with --topic only");
        }
        TrainFile file = TrainFile.load(config, given(), topic);
        Split split = new Split(file.train().validationShare(), file.train().testShare());
        TrainingFolder folder = new TrainingFolder(out);
        folder.open(resume);
        boolean events = file.train().task() == TrainSpec.Task.NEXT_EVENT;
        EventStart.check(file.train());
        // Loaded before the history is read: a wrong name must not cost the reading.
        StartWeights numbers = events ? null : StartWeights.of(file.train());
        PrintWriter err = command.commandLine().getErr();
        CsvHistory files = new CsvHistory(csv, err);
        HistoryBuilder rows;
        try {
            rows = topic ? readTopic(file.stream(), folder) : files.read(where.files);
        } catch (CsvInput.StrictStop e) {
            return CsvInput.ROWS_REFUSED;
        }
        int besides = topic ? file.stream().source().covariates().size() : files.covariates();
        History history = rows.build(split, file.train().seasons(), besides);
        StartWeights start =
                events
                        ? EventStart.of(history, split, file.train())
                        : numbers.reading(history, file.train());
        String from = topic ? "topic " + where.topic : "files " + where.files;
        new HistoryTraining(file.train(), split, history, from, start, folder)
                .run(err, command.commandLine().getOut());
        return 0;
    }

    /** What the command line says, in the file's terms. */
    private Map<String, List<String>> given() {
        Map<String, List<String>> given = new LinkedHashMap<>();
        if (where.topic != null) {
            given.put("source.topic", List.of(where.topic));
            if (!csv.values().isEmpty()) {
                given.put("source.values", fields(csv.values()));
            }
            if (!csv.covariates().isEmpty()) {
                given.put("source.covariates", fields(csv.covariates()));
            }
            if (servers != null) {
                given.put("kafka.bootstrap.servers", List.of(servers));
            }
        }
        return given;
    }

    /** A topic's fields, which have no commas in their names. */
    private static List<String> fields(List<String> given) {
        return given.stream().flatMap(text -> Arrays.stream(text.split(",", -1))).toList();
    }

    private HistoryBuilder readTopic(StreamSpec stream, TrainingFolder folder)
            throws IOException, InterruptedException {
        try (TopicHistory topic = new TopicHistory(SchemaChecks.resolve(stream))) {
            TopicRange range;
            if (resume) {
                range = TopicRange.read(folder.range());
            } else {
                range = new RangeFinder(topic.consumer(), where.topic).find(from, to);
                range.write(folder.range());
            }
            return topic.read(range);
        }
    }
}
