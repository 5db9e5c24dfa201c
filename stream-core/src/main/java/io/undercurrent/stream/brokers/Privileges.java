package io.undercurrent.stream.brokers;

import io.undercurrent.spec.SpecException;
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
 * What the user of a stream may do on the brokers, compared with what the job needs. A right that
 * is missing would otherwise show as a job that starts again and again, or only at its first failed
 * commit; here it is refused at the start, with the argument for Kafka's {@code kafka-acls.sh}.
 *
 * <p>Collects what is missing; {@link #refuse} throws it all together.
 */
public final class Privileges {
    private final Admin admin;
    private final Set<String> problems = new LinkedHashSet<>();
    private int denials;

    /**
     * Nothing asked yet.
     *
     * @param admin the brokers, as the user of the stream
     */
    public Privileges(Admin admin) {
        this.admin = admin;
    }

    /**
     * A resource as {@code kafka-acls.sh} is told of it.
     *
     * @param option what names it in the declaration, with its value
     * @param argument for instance {@code --topic sensors}
     */
    public record Resource(String option, String argument) {
        /** A topic by its name. */
        public static Resource topic(String option, String topic) {
            return new Resource(option + " = " + topic, "--topic " + topic);
        }

        /** All topics whose names begin alike. */
        public static Resource topics(String option, String prefix) {
            return new Resource(option, "--topic " + prefix + " --resource-pattern-type prefixed");
        }

        /** A consumer group. */
        public static Resource group(String option, String group) {
            return new Resource(option + ": group " + group, "--group " + group);
        }

        /** All transactional ids that begin alike. */
        public static Resource transactions(String option, String prefix) {
            return new Resource(
                    option + ": transactional ids " + prefix + "*",
                    "--transactional-id " + prefix + " --resource-pattern-type prefixed");
        }
    }

    /**
     * Looks at a topic.
     *
     * @param resource how it is told of
     * @param topic its name
     * @param needed what the job does with it
     * @return the topic, or nothing where it is not there or may not even be looked at
     * @throws ExecutionException where the brokers refuse for another reason
     * @throws InterruptedException where the thread is interrupted
     * @throws TimeoutException where they do not answer
     */
    public Optional<TopicDescription> topic(Resource resource, String topic, AclOperation... needed)
            throws ExecutionException, InterruptedException, TimeoutException {
        var options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
        try {
            KafkaFuture<TopicDescription> answer =
                    admin.describeTopics(List.of(topic), options).topicNameValues().get(topic);
            TopicDescription found = BrokerQuestions.await(answer);
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
     * Whether a topic that is not there may be made; it is not made.
     *
     * @param resource how it is told of
     * @param topic what would be made
     * @throws InterruptedException where the thread is interrupted
     * @throws TimeoutException where they do not answer
     */
    public void creation(Resource resource, NewTopic topic)
            throws InterruptedException, TimeoutException {
        try {
            var only = new CreateTopicsOptions().validateOnly(true);
            BrokerQuestions.await(admin.createTopics(List.of(topic), only).all());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof AuthorizationException)) {
                // Made meanwhile by another instance, or against the brokers' rules for topics,
                // which
                // whoever makes it will be told.
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
     * Whether offsets may be committed to a group. Brokers do not tell that of a group that is not
     * there yet, so a member that never was is taken out of it, which needs the same right.
     *
     * @param resource how it is told of
     * @param group the group
     * @throws InterruptedException where the thread is interrupted
     * @throws TimeoutException where the brokers do not answer
     */
    public void group(Resource resource, String group)
            throws InterruptedException, TimeoutException {
        var nobody = new MemberToRemove("undercurrent-nobody");
        var options = new RemoveMembersFromConsumerGroupOptions(Set.of(nobody));
        try {
            BrokerQuestions.await(
                    admin.removeMembersFromConsumerGroup(group, options).memberResult(nobody));
        } catch (ExecutionException e) {
            // Any other answer says that there is no such member, and comes after the right.
            if (e.getCause() instanceof GroupAuthorizationException) {
                denied(resource, AclOperation.READ);
            }
        }
    }

    /**
     * Notes what a user may not do.
     *
     * @param resource with what
     * @param missing the operations; none is fine
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
     * How much is missing so far.
     *
     * @return a number that grows
     */
    public int problems() {
        return denials;
    }

    /**
     * Refuses what is missing, if anything is.
     *
     * @throws SpecException with a line for each resource
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

    /** As kafka-acls.sh spells it. */
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
