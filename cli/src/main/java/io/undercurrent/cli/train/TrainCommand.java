package io.undercurrent.cli.train;

import io.undercurrent.cli.csv.CsvInput;
import io.undercurrent.cli.csv.CsvOptions;
import io.undercurrent.cli.history.CsvHistory;
import io.undercurrent.cli.history.RangeFinder;
import io.undercurrent.cli.history.TopicHistory;
import io.undercurrent.cli.history.TopicRange;
import io.undercurrent.command.InputFile;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.TrainFile;
import io.undercurrent.spec.TrainSpec;
import io.undercurrent.training.history.History;
import io.undercurrent.training.history.HistoryBuilder;
import io.undercurrent.training.history.Split;
import io.undercurrent.training.run.TrainedModel;
import io.undercurrent.training.run.TrainingFolder;
import io.undercurrent.training.run.TrainingOptions;
import io.undercurrent.training.run.TrainingRun;
import io.undercurrent.training.run.TrainingStart;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    /** Where the history comes from. */
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

    @Option(names = "--resume", description = "Resume from the checkpoint in the folder.")
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
        TrainingOptions options = options(file.train());
        TrainingFolder folder = TrainingFolder.open(out, resume);
        TrainingStart start = TrainingStart.load(options);
        PrintWriter err = command.commandLine().getErr();
        CsvHistory files = new CsvHistory(csv, err);
        HistoryBuilder rows;
        try {
            rows = topic ? readTopic(file.stream(), folder) : files.read(where.files);
        } catch (CsvInput.StrictStop e) {
            return CsvInput.ROWS_REFUSED;
        }
        int besides = topic ? file.stream().source().covariates().size() : files.covariates();
        History history = rows.build(options.split(), options.seasons(), besides);
        String source = topic ? "topic " + where.topic : "files " + where.files;
        TrainingRun run = TrainingRun.of(history, source, start);
        say(history, err);
        TrainedModel model = run.run(folder, new TrainingBar(err));
        PrintWriter standardOut = command.commandLine().getOut();
        standardOut.print(model.report().table());
        standardOut.println();
        standardOut.println(model.report().verdict());
        standardOut.printf(Locale.ROOT, "wrote %s%n", model.folder());
        standardOut.flush();
        return 0;
    }

    private static void say(History history, PrintWriter err) {
        err.printf(
                Locale.ROOT,
                "history: %d rows of %d keys, %d series, %s to %s%n",
                history.rows(),
                history.keys(),
                history.series().size(),
                history.first(),
                history.last());
        history.notices().forEach(notice -> err.println("note: " + notice));
    }

    /** Converts the section {@code train} to the trainer's options. */
    static TrainingOptions options(TrainSpec spec) {
        TrainingOptions.Builder options =
                TrainingOptions.builder()
                        .task(
                                switch (spec.task()) {
                                    case FORECAST -> TrainingOptions.Task.FORECAST;
                                    case NEXT_EVENT -> TrainingOptions.Task.NEXT_EVENT;
                                })
                        .start(spec.start())
                        .seed(spec.seed())
                        .engine(spec.engine())
                        .split(new Split(spec.validationShare(), spec.testShare()))
                        .seasons(spec.seasons())
                        .together(spec.channels() == TrainSpec.Channels.TOGETHER)
                        .patience(spec.patience());
        if (spec.tokens() != null) {
            options.tokens(spec.tokens());
        }
        if (spec.learningRate() != null) {
            options.learningRate(spec.learningRate());
        }
        if (spec.threads() != null) {
            options.threads(spec.threads());
        }
        return options.build();
    }

    /** The command line's options by their keys in the file. */
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

    /** Splits at commas, because a topic's fields have none in their names. */
    private static List<String> fields(List<String> given) {
        return given.stream().flatMap(text -> Arrays.stream(text.split(",", -1))).toList();
    }

    private HistoryBuilder readTopic(StreamSpec stream, TrainingFolder folder)
            throws IOException, InterruptedException {
        try (TopicHistory topic = new TopicHistory(stream)) {
            TopicRange range;
            if (resume) {
                range = TopicRange.read(folder.range());
            } else {
                range = topic.range(from, to);
                range.write(folder.range());
            }
            return topic.read(range);
        }
    }
}
