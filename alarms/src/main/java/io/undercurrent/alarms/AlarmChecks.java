package io.undercurrent.alarms;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.brokers.AdminQueries;
import io.undercurrent.stream.brokers.Privileges;
import io.undercurrent.stream.brokers.Privileges.Resource;
import io.undercurrent.streams.run.InternalTopics;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclOperation;

/** Checks on the brokers, before the alarm topology starts, that it has what it needs. */
public final class AlarmChecks {
    private AlarmChecks() {}

    /**
     * Checks topics and privileges on the brokers.
     *
     * @param spec the stream's declaration, with real brokers named
     * @throws SpecException if a check fails; the message names the option, its value and what is
     *     allowed
     * @throws InterruptedException if interrupted
     */
    public static void check(StreamSpec spec) throws InterruptedException {
        if (!AlarmTopology.hasGroups(spec)) {
            throw new SpecException(
                    List.of(
                            String.format(
                                    Locale.ROOT,
                                    "source.group-field, episodes.group.pattern: neither is given, so no key is in a group and there is nothing to merge. The job itself writes the episodes of keys to sink.episodes = %s",
                                    spec.sink().episodes())));
        }
        AdminQueries.<Void>ask(
                spec,
                admin -> {
                    check(spec, AlarmsCommand.id(spec), admin);
                    return null;
                });
    }

    private static void check(StreamSpec spec, String application, Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        Privileges privileges = new Privileges(admin);
        String topic = spec.sink().episodes();
        var there =
                privileges.topic(
                        Resource.topic("sink.episodes", topic),
                        topic,
                        AclOperation.READ,
                        AclOperation.WRITE);
        privileges.group(Resource.group("source.group-id", application), application);
        privileges.refuse();
        if (there.isEmpty()) {
            throw AdminQueries.refused(
                    String.format(
                            Locale.ROOT,
                            "sink.episodes = %s: the brokers have no such topic; start the stream, which creates it, or correct the name",
                            topic),
                    null);
        }
        InternalTopics.check(admin, application, AlarmTopology.internalTopics(application), false);
    }
}
