package io.undercurrent.stream.brokers;

import io.undercurrent.spec.option.SpecException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Compares the rights of a stream's user on the brokers with those that the job needs. Without this
 * check, a missing right would show as a job that restarts again and again, or only at its first
 * failed commit. This class refuses the job at the start and names the argument for Kafka's {@code
 * kafka-acls.sh}.
 *
 * <p>It collects missing rights; {@link #refuse} reports all of them in one exception.
 */
public final class Privileges {
    private final Admin admin;
    private final Set<String> problems = new LinkedHashSet<>();
    private int denials;

    /**
     * Creates checks that have asked nothing yet.
     *
     * @param admin a client with the login of the stream's user
     */
    public Privileges(Admin admin) {
        this.admin = admin;
    }

    /**
     * A resource, as an argument of {@code kafka-acls.sh} names it.
     *
     * @param option the option that names it in the declaration, with its value
     * @param argument the argument, for instance {@code --topic sensors}
     */
    public record Resource(String option, String argument) {
        /** A topic by its name. */
        public static Resource topic(String option, String topic) {
            return new Resource(option + " = " + topic, "--topic " + topic);
        }

        /** All topics whose names start with a prefix. */
        public static Resource topics(String option, String prefix) {
            return new Resource(option, "--topic " + prefix + " --resource-pattern-type prefixed");
        }

        /** A consumer group. */
        public static Resource group(String option, String group) {
            return new Resource(option + ": group " + group, "--group " + group);
        }

        /** All transactional ids that start with a prefix. */
        public static Resource transactions(String option, String prefix) {
            return new Resource(
                    option + ": transactional ids " + prefix + "*",
                    "--transactional-id " + prefix + " --resource-pattern-type prefixed");
        }
    }

    /**
     * Checks the rights on a topic.
     *
     * @param resource the topic as a resource, for messages
     * @param topic the topic's name
     * @param needed the operations that the job needs
     * @return the topic; empty if it does not exist or the user may not describe it
     * @throws ExecutionException if the brokers refuse for another reason
     * @throws InterruptedException if the thread is interrupted
     * @throws TimeoutException if the brokers do not answer
     */
    public Optional<TopicDescription> topic(Resource resource, String topic, AclOperation... needed)
            throws ExecutionException, InterruptedException, TimeoutException {
        var options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
        try {
            KafkaFuture<TopicDescription> answer =
                    admin.describeTopics(List.of(topic), options).topicNameValues().get(topic);
            TopicDescription found = AdminQueries.await(answer);
            Set<AclOperation> allowed = found.authorizedOperations();
            if (allowed != null) { // brokers before 2.3 do not say
                AclOperation[] missing =
                        Arrays.stream(needed)
                                .filter(operation -> !allowed.contains(operation))
                                .toArray(AclOperation[]::new);
                denied(resource, missing);
            }
            return Optional.of(found);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicAuthorizationException) {
                denied(resource, needed);
            } else if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /**
     * Checks whether the user may create a missing topic, without creating it.
     *
     * @param resource the topic as a resource, for messages
     * @param topic the topic that would be created
     * @throws InterruptedException if the thread is interrupted
     * @throws TimeoutException if the brokers do not answer
     */
    public void creation(Resource resource, NewTopic topic)
            throws InterruptedException, TimeoutException {
        try {
            var only = new CreateTopicsOptions().validateOnly(true);
            AdminQueries.await(admin.createTopics(List.of(topic), only).all());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof AuthorizationException)) {
                // Another instance has created it meanwhile, or it violates the brokers' rules for
                // topics, which its creation will report.
                return;
            }
            denials++;
            problems.add(
                    String.format(
                            Locale.ROOT,
                            "%s: the brokers have no topic %s that this user may see or make; create it, or add the ACL %s",
                            resource.option(),
                            topic.name(),
                            acl(resource, AclOperation.CREATE)));
        }
    }

    /**
     * Checks whether the user may commit offsets to a group. Brokers do not report the rights on a
     * group that does not exist yet, so this removes a member that never existed, which needs the
     * same right.
     *
     * @param resource the group as a resource, for messages
     * @param group the group
     * @throws InterruptedException if the thread is interrupted
     * @throws TimeoutException if the brokers do not answer
     */
    public void group(Resource resource, String group)
            throws InterruptedException, TimeoutException {
        var nobody = new MemberToRemove("undercurrent-nobody");
        var options = new RemoveMembersFromConsumerGroupOptions(Set.of(nobody));
        try {
            AdminQueries.await(
                    admin.removeMembersFromConsumerGroup(group, options).memberResult(nobody));
        } catch (ExecutionException e) {
            // Any other answer says that there is no such member; brokers check the right before
            // that.
            if (e.getCause() instanceof GroupAuthorizationException) {
                denied(resource, AclOperation.READ);
            }
        }
    }

    /**
     * Records operations that the user lacks.
     *
     * @param resource the resource
     * @param missing the operations; may be empty
     */
    public void denied(Resource resource, AclOperation... missing) {
        if (missing.length > 0) {
            denials++;
            String names =
                    Arrays.stream(missing).map(Privileges::name).collect(Collectors.joining(", "));
            problems.add(
                    String.format(
                            Locale.ROOT,
                            "%s: this user lacks %s; add the ACL %s",
                            resource.option(),
                            names,
                            acl(resource, missing)));
        }
    }

    /**
     * Counts how often a right was missing so far.
     *
     * @return a number that never falls
     */
    public int problems() {
        return denials;
    }

    /**
     * Refuses the job if a right is missing.
     *
     * @throws SpecException if a right is missing, with a line for each resource
     */
    public void refuse() {
        if (!problems.isEmpty()) {
            throw new SpecException(List.copyOf(problems));
        }
    }

    private static String acl(Resource resource, AclOperation... operations) {
        String all =
                Arrays.stream(operations)
                        .map(operation -> "--operation " + name(operation) + " ")
                        .collect(Collectors.joining());
        return all + resource.argument();
    }

    /** The operation, as kafka-acls.sh spells it. */
    private static String name(AclOperation operation) {
        return NAMES.get(operation);
    }

    private static final Map<AclOperation, String> NAMES =
            Map.of(
                    AclOperation.READ, "Read",
                    AclOperation.WRITE, "Write",
                    AclOperation.CREATE, "Create",
                    AclOperation.DELETE, "Delete",
                    AclOperation.DESCRIBE, "Describe",
                    AclOperation.DESCRIBE_CONFIGS, "DescribeConfigs");
}
