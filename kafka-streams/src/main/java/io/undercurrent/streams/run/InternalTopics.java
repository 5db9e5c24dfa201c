package io.undercurrent.streams.run;

import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.brokers.Privileges;
import io.undercurrent.stream.brokers.Privileges.Resource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;

/**
 * Checks that the user has the ACLs that Kafka Streams needs on an application's internal topics.
 * Without them, stream threads would fail one after the other.
 */
public final class InternalTopics {
    private static final String CHANGELOG = "-changelog";

    private InternalTopics() {}

    /**
     * Checks the ACLs. For a topic that does not exist yet, only the right to create it can be
     * checked.
     *
     * @param admin the client of the brokers
     * @param application the application id
     * @param names names of its changelogs and repartition topics
     * @param configs whether the right to read the topics' settings is needed too
     * @throws SpecException if rights are missing; the message names the ACLs to add
     * @throws ExecutionException if a request to the brokers fails for another reason
     * @throws InterruptedException if the thread is interrupted
     * @throws TimeoutException if the brokers do not answer
     */
    public static void check(Admin admin, String application, List<String> names, boolean configs)
            throws ExecutionException, InterruptedException, TimeoutException {
        Privileges privileges = new Privileges(admin);
        String prefix = application + "-";
        Resource all = Resource.topics("source.group-id: topics " + prefix + "*", prefix);
        for (String name : names) {
            int denied = privileges.problems();
            if (privileges.topic(all, name, needed(name, configs)).isEmpty()
                    && privileges.problems() == denied) {
                privileges.creation(all, new NewTopic(name, Optional.empty(), Optional.empty()));
            }
        }
        privileges.refuse();
    }

    private static AclOperation[] needed(String name, boolean configs) {
        if (!name.endsWith(CHANGELOG)) {
            // Kafka Streams deletes records that it has read from a repartition topic, which would
            // otherwise grow without limit.
            return configs
                    ? new AclOperation[] {
                        AclOperation.READ,
                        AclOperation.WRITE,
                        AclOperation.DELETE,
                        AclOperation.DESCRIBE_CONFIGS
                    }
                    : new AclOperation[] {
                        AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE
                    };
        }
        return configs
                ? new AclOperation[] {
                    AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS
                }
                : new AclOperation[] {AclOperation.READ, AclOperation.WRITE};
    }
}
