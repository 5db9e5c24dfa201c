package io.undercurrent.streams.state;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.AdminQueries;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.brokers.KafkaClients;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.brokers.UnreadRecords;
import io.undercurrent.stream.portable.CheckedStates;
import io.undercurrent.stream.runtime.Console;
import io.undercurrent.stream.runtime.StreamRuntime.ImportRequest;
import io.undercurrent.stream.runtime.StreamRuntime.SavedState;
import io.undercurrent.streams.run.Application;
import io.undercurrent.streams.run.Discard;
import io.undercurrent.streams.run.GroupChecks;
import io.undercurrent.streams.scoring.ChangelogTopics;
import io.undercurrent.streams.scoring.SharedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.admin.Admin;

/** Exports and imports key states between a stopped application's changelog and an Avro file. */
public final class MovedStates {
    private MovedStates() {}

    /**
     * Lists the saved key states of an application.
     *
     * @param spec the stream's declaration, with real brokers named
     * @return one entry for the changelog of the key states; empty if it does not exist
     * @throws Exception if the brokers cannot be asked
     */
    public static List<SavedState> list(StreamSpec spec) throws Exception {
        String application = Application.id(spec);
        String changelog = ChangelogTopics.slabs(application);
        try (Admin admin = Admin.create(KafkaClients.properties(spec))) {
            if (!AdminQueries.await(admin.listTopics().names()).contains(changelog)) {
                return List.of();
            }
            StartOffsets next = GroupChecks.committed(admin, application, spec.source().topic());
            int partitions = AdminQueries.partitions(admin, changelog).size();
            String detail =
                    String.format(
                            Locale.ROOT,
                            "%d partitions, the source resumes at %s",
                            partitions,
                            next.entries());
            return List.of(new SavedState(changelog, detail));
        }
    }

    /**
     * Writes all key states of an application.
     *
     * @param spec the stream's declaration, with real brokers named
     * @param file the file to write
     * @param console receives lines for the user
     * @throws Exception if the application is running or has no key states
     */
    public static void write(StreamSpec spec, Path file, Console console) throws Exception {
        console.say("reading the changelog of " + Application.id(spec));
        ChangelogExport export = new ChangelogExport(spec);
        StartOffsets next = export.run(file, keys -> console.count("keys", keys));
        console.say(String.format(Locale.ROOT, "%d keys -> %s", export.keys(), file));
        console.say("the source resumes at " + next.entries());
    }

    /**
     * Imports the key states of a file into an application.
     *
     * @param request the stream and the file
     * @param console receives lines for the user
     * @throws Exception if the application is running or has key states already, or the file does
     *     not fit it
     */
    public static void take(ImportRequest request, Console console) throws Exception {
        StreamSpec spec = request.spec();
        CheckedStates states = request.states();
        SharedModel model = new SharedModel(spec);
        states.checkFields(spec);
        for (String topic :
                new BrokerChecks(spec)
                        .check(Application.id(spec), Application.transactionTimeout(spec))) {
            console.say("created topic " + topic);
        }
        UnreadRecords.check(spec, states.next(), request.acceptGap());
        ChangelogImport changelog = new ChangelogImport(spec, states);
        changelog.check(request.fresh());
        if (request.fresh()) {
            console.say("discarded " + Discard.run(spec));
        }
        changelog.run(model.slabBytes(), keys -> console.progress("keys", keys, states.keys()));
        console.say(
                String.format(
                        Locale.ROOT,
                        "%d keys -> the changelog of %s",
                        states.keys(),
                        Application.id(spec)));
    }
}
