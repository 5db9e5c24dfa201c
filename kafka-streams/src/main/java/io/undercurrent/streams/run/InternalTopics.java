package io.undercurrent.streams.run;

import io.undercurrent.spec.SpecException;
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
 * Whether the user may do with an application's own topics what Kafka Streams does with them:
 * threads that may not would end one after the other.
 */
public final class InternalTopics {
    private static final String CHANGELOG = "-changelog";

    private InternalTopics() {}

    /**
     * Asks the brokers. Of a topic that is not there yet only its creation can be asked.
     *
     * @param admin the brokers
     * @param application its id
     * @param names of its changelogs and repartition topics
     * @param configs whether the topics' settings are read
     * @throws SpecException naming the ACLs to add
     * @throws ExecutionException where the brokers refuse for another reason
     * @throws InterruptedException where the thread is interrupted
     * @throws TimeoutException where they do not answer
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
            // What was read of a repartition topic is deleted, or it would grow for ever.
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
