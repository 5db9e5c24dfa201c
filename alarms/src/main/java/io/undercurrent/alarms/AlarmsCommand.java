package io.undercurrent.alarms;

import io.undercurrent.command.CommandConsole;
import io.undercurrent.command.InputFile;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.brokers.KafkaClients;
import io.undercurrent.stream.brokers.RunLock;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.brokers.UnreadRecords;
import io.undercurrent.stream.results.ResultIds;
import io.undercurrent.stream.results.ResultSchemas;
import io.undercurrent.stream.runtime.Console;
import io.undercurrent.stream.runtime.StopSignal;
import io.undercurrent.streams.run.Application;
import io.undercurrent.streams.run.GroupChecks;
import io.undercurrent.streams.run.StreamsRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Merges the episodes of keys into episodes of their groups until it is stopped, whichever runtime
 * writes them.
 */
@Command(
        name = "alarms",
        description = {
            "Merge the episodes of a running stream's keys into episodes of their groups, one record at each start, change of severity and end.",
            "The stream declares groups; reads and writes sink.episodes; docs/episodes.md tells the rules."
        },
        mixinStandardHelpOptions = true)
public final class AlarmsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "stream.yaml", description = "The stream's declaration.")
    private Path file;

    @Option(
            names = "--accept-gap",
            description =
                    "Resume although episodes that come next are no longer there, with the oldest that are.")
    private boolean acceptGap;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        InputFile.check(file);
        StreamSpec spec = StreamSpec.load(file);
        if (spec.embeddedKafka()) {
            throw new SpecException(
                    List.of(
                            "kafka.bootstrap.servers = embedded: the broker is in the process of run and no other; name a broker that both reach"));
        }
        Path folder = Application.folder(spec).resolve("alarms");
        try (RunLock lock = RunLock.takeFolder(folder, "streams.state-folder")) {
            lock.warning().ifPresent(CommandConsole.of(command)::say);
            return run(spec, folder);
        }
    }

    private int run(StreamSpec spec, Path folder) throws Exception {
        Console console = CommandConsole.of(command);
        new BrokerChecks(spec).checkTransactions(id(spec), Application.transactionTimeout(spec));
        AlarmChecks.check(spec);
        checkUnread(spec);
        ResultIds ids = ResultSchemas.ofAlarms(spec);
        Properties settings = Application.common(spec);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, id(spec));
        settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        StopSignal stop = console.stopSignal();
        try (StreamsRun run =
                StreamsRun.of(
                        AlarmTopology.build(spec, ids), settings, spec.job().restartAttempts())) {
            run.start();
            run.until(stop, "groups of " + spec.sink().episodes(), console::say);
        }
        console.say("stopped");
        return 0;
    }

    /**
     * Fails, unless {@code --accept-gap} is given, if episodes were deleted before they were read.
     */
    private void checkUnread(StreamSpec spec) throws Exception {
        String topic = spec.sink().episodes();
        try (Admin admin = Admin.create(KafkaClients.properties(spec))) {
            StartOffsets next = GroupChecks.committed(admin, id(spec), topic);
            UnreadRecords.check(spec, "sink.episodes", topic, next, acceptGap);
        }
    }

    /** The Kafka Streams application id. */
    static String id(StreamSpec spec) {
        return spec.source().groupId() + "-alarms";
    }
}
