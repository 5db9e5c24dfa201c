package io.undercurrent.stream.brokers;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one job at a time write with a transactional-id prefix, wherever jobs run. Two jobs with the
 * same prefix would both commit every result, because Flink's transactional ids are counted up in
 * each job by itself.
 *
 * <p>The brokers keep the owner: a consumer group that is named after the prefix has one static
 * member. A job that runs is that member and reads nothing. Another job that joins replaces it, and
 * the brokers fence the first one at its next heartbeat, at most three seconds later. {@code run}
 * and {@code submit} ask for the member before they start, and refuse.
 *
 * <p>The metadata of an offset that the group commits for the source's partition 0 lists the last
 * owners, the newest first; the offset itself means nothing. A job that finds itself behind another
 * one has been replaced. The number of its attempt says nothing: a job that a standby job manager
 * recovers counts its attempts from the start.
 *
 * <p>An orderly stop leaves the group. After a kill the brokers remove the member when its session
 * ends, after ten seconds.
 */
public final class OwnerLease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerLease.class);

    private static final String MEMBER = "owner";
    private static final String CLIENT = "undercurrent-job-";
    private static final String OPTION = "sink.transactional-id-prefix";
    private static final Duration SESSION = Duration.ofSeconds(10);
    private static final Duration HEARTBEAT = Duration.ofSeconds(3);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    /** How long a killed job's member may stay: its session, and what the brokers add to it. */
    private static final Duration PATIENCE = SESSION.plusSeconds(5);

    private static final long RETRY_MILLIS = 1_000;

    /** More would not make it safer: a job that is behind so many others has ended long ago. */
    private static final int OWNERS_KEPT = 32;

    /**
     * A job that writes with the prefix.
     *
     * @param job its id, for messages
     * @param run identifies this run of it, without blanks; the same whenever it restarts
     */
    public record Owner(String job, String run) {}

    private final StreamSpec spec;
    private final Owner owner;
    private final Consumer<String> lost;
    private final Thread thread = new Thread(this::run, "undercurrent-owner-lease");
    private volatile KafkaConsumer<byte[], byte[]> member;
    private volatile boolean closed;

    private OwnerLease(StreamSpec spec, Owner owner, Consumer<String> lost) {
        this.spec = spec;
        this.owner = owner;
        this.lost = lost;
    }

    /**
     * The group that names the owner of a stream's prefix.
     *
     * @param spec the stream's declaration
     * @return the group's id, which never changes
     */
    public static String group(StreamSpec spec) {
        return spec.sink().transactionalIdPrefix() + "-owner";
    }

    /**
     * Refuses to start while another job owns the prefix. Waits for a killed job's session to end.
     *
     * @param spec the stream's declaration, with real brokers named
     * @param say receives a line for the user if this waits
     * @throws SpecException if another job owns the prefix; the message names it
     * @throws InterruptedException if the thread is interrupted
     */
    public static void refuseOther(StreamSpec spec, Consumer<String> say)
            throws InterruptedException {
        String option = OPTION + " = " + spec.sink().transactionalIdPrefix();
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean told = false;
        while (true) {
            Optional<MemberDescription> other =
                    AdminQueries.ask(spec, admin -> member(admin, group(spec)));
            if (other.isEmpty()) {
                return;
            }
            String job = other.get().clientId() + ", " + other.get().host();
            if (System.nanoTime() - end > 0) {
                throw new SpecException(
                        List.of(
                                String.format(
                                        Locale.ROOT,
                                        "%s: another job writes with it (%s), and both would write every result; stop that one, or choose another prefix",
                                        option,
                                        job)));
            }
            if (!told) {
                say.accept(
                        String.format(
                                Locale.ROOT,
                                "%s: another job owns it (%s); waiting up to %d s, after which the brokers forget a job that was killed",
                                option,
                                job,
                                PATIENCE.toSeconds()));
                told = true;
            }
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
    }

    private static Optional<MemberDescription> member(Admin admin, String group)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            return AdminQueries.await(
                            admin.describeConsumerGroups(List.of(group))
                                    .describedGroups()
                                    .get(group))
                    .members()
                    .stream()
                    .findFirst();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Takes the lease, from another job too, unless another one has taken it from this one. Does
     * not wait for the brokers.
     *
     * @param spec the stream's declaration, with real brokers named
     * @param owner the job
     * @param lost called once, on the lease's own thread, if another job takes it or has taken it;
     *     receives the message for the user
     * @return the lease, held until closed
     */
    public static OwnerLease take(StreamSpec spec, Owner owner, Consumer<String> lost) {
        OwnerLease lease = new OwnerLease(spec, owner, lost);
        lease.thread.setDaemon(true);
        lease.thread.start();
        return lease;
    }

    private void run() {
        String told = "";
        try {
            while (!closed) {
                try {
                    if (isReplaced()) {
                        throw new FencedInstanceIdException("taken while this job was failing");
                    }
                    hold();
                } catch (FencedInstanceIdException e) {
                    if (!closed) {
                        lost.accept(
                                String.format(
                                        Locale.ROOT,
                                        "%s = %s: another job has started with this prefix and takes over; this one ends, so that no result is written twice. If that was not meant, stop the other one, give it another prefix, and start this one again",
                                        OPTION,
                                        spec.sink().transactionalIdPrefix()));
                    }
                    return;
                } catch (InterruptException e) {
                    return; // closed
                } catch (RuntimeException e) {
                    String problem = String.valueOf(e.getMessage());
                    if (!problem.equals(told)) {
                        LOG.warn("group {} cannot be joined now: {}", group(spec), problem);
                    }
                    told = problem;
                }
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    /** Whether another job has become the owner since this one was. */
    private boolean isReplaced() throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                AdminQueries.ask(
                        spec,
                        admin ->
                                AdminQueries.await(
                                        admin.listConsumerGroupOffsets(group(spec))
                                                .partitionsToOffsetAndMetadata()));
        return owners(offsets.get(note())).indexOf(owner.run()) > 0;
    }

    private static List<String> owners(OffsetAndMetadata note) {
        return note == null ? List.of() : List.of(note.metadata().split(" "));
    }

    private TopicPartition note() {
        return new TopicPartition(spec.source().topic(), 0);
    }

    private void hold() {
        Properties properties = KafkaClients.properties(spec);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group(spec));
        properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, MEMBER);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, CLIENT + owner.job());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION.toMillis());
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) HEARTBEAT.toMillis());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties, bytes, bytes);
        member = consumer;
        try {
            consumer.subscribe(List.of(spec.source().topic()), new Joined(consumer));
            while (!closed) {
                consumer.poll(POLL);
            }
        } catch (WakeupException e) {
            LOG.debug("woken", e);
        } finally {
            member = null;
            consumer.close(
                    CloseOptions.timeout(CLOSE)
                            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
        }
    }

    /** The member needs a topic to join a group, but must not fetch from it. */
    private final class Joined implements ConsumerRebalanceListener {
        private final KafkaConsumer<byte[], byte[]> consumer;

        Joined(KafkaConsumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
            // Brokers keep a replaced member's client id, so the owner is noted here.
            consumer.commitSync(Map.of(note(), new OffsetAndMetadata(0, owners())));
        }

        private String owners() {
            List<String> before = OwnerLease.owners(consumer.committed(Set.of(note())).get(note()));
            return Stream.concat(Stream.of(owner.run()), before.stream())
                    .distinct()
                    .limit(OWNERS_KEPT)
                    .collect(Collectors.joining(" "));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
    }

    /**
     * Leaves the group, so that another job can start at once. Waits for that, but not for long.
     */
    @Override
    public void close() {
        closed = true;
        KafkaConsumer<byte[], byte[]> joined = member;
        if (joined != null) {
            joined.wakeup();
        } else {
            thread.interrupt(); // it waits to try again
        }
        try {
            thread.join(CLOSE.plus(POLL).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
