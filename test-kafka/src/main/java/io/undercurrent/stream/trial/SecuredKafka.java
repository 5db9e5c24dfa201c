package io.undercurrent.stream.trial;

import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.kafka.local.Secured;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Runs a broker that requires TLS, SCRAM and ACLs, and does for a test what a super user may do.
 */
public final class SecuredKafka implements AutoCloseable {
    /** The user whom ACLs limit. */
    public static final String USER = "undercurrent";

    private static final String SUPER = "admin";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LocalKafka kafka;
    private final Secured secured;

    private SecuredKafka(LocalKafka kafka, Secured secured) {
        this.kafka = kafka;
        this.secured = secured;
    }

    /** Starts a broker whose certificate is for 127.0.0.1 and no other name; it has no ACLs yet. */
    public static SecuredKafka start(Path folder, String password) throws Exception {
        Certificates made = Certificates.make(folder, "broker", "ip:127.0.0.1");
        Secured secured =
                new Secured(
                        made.keyStore(),
                        made.password(),
                        made.certificate(),
                        SUPER,
                        Map.of(SUPER, "super-" + made.password(), USER, password));
        LocalKafka kafka =
                LocalKafka.in(folder.resolve("kafka"))
                        .secured(secured)
                        .setting("log.retention.ms", "-1")
                        .start();
        return new SecuredKafka(kafka, secured);
    }

    public String servers() {
        return kafka.bootstrapServers();
    }

    public void createTopic(String topic, int partitions) {
        kafka.createTopic(topic, partitions);
    }

    /**
     * Lines of a stream.yaml for the limited user; {@code passwordReference} takes the password's
     * place.
     */
    public List<String> yaml(String passwordReference) {
        List<String> lines = new ArrayList<>();
        lines.add("kafka.bootstrap.servers: \"" + servers() + "\"");
        secured.client(USER)
                .forEach(
                        (key, value) -> {
                            String shown =
                                    value.replaceFirst(
                                            "password=\"[^\"]*\"",
                                            Matcher.quoteReplacement(
                                                    "password=\"" + passwordReference + "\""));
                            lines.add("kafka." + key + ": '" + shown + "'");
                        });
        return lines;
    }

    /** The certificate file that clients trust. */
    public Path certificate() {
        return secured.certificate();
    }

    /** A producer of the super user. */
    public KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Committed records of topics, once there are {@code atLeast} or the time is up. */
    public List<ConsumerRecord<byte[], byte[]>> committed(int atLeast, String... topics) {
        Map<String, Object> client = client();
        client.put("isolation.level", "read_committed");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (var consumer =
                new KafkaConsumer<>(
                        client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    Stream.of(topics)
                            .flatMap(topic -> consumer.partitionsFor(topic).stream())
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            int quiet = 0; // duplicates show up in a little more time
            while ((records.size() < atLeast || quiet++ < 5) && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** Adds ACLs. */
    public void allow(Collection<AclBinding> acls) throws Exception {
        try (Admin admin = admin()) {
            admin.createAcls(acls).all().get();
        }
    }

    /** Removes ACLs. */
    public void forbid(Collection<AclBinding> acls) throws Exception {
        List<AclBindingFilter> filters = acls.stream().map(AclBinding::toFilter).toList();
        try (Admin admin = admin()) {
            admin.deleteAcls(filters).all().get();
        }
    }

    public Admin admin() {
        return Admin.create(client());
    }

    private Map<String, Object> client() {
        Map<String, Object> client = new HashMap<>(secured.client(SUPER));
        client.put("bootstrap.servers", servers());
        return client;
    }

    /** How many logins and TLS handshakes have failed since the start. */
    public long failedLogins() throws JMException {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        double failed = 0;
        int seen = 0;
        for (ObjectName name :
                beans.queryNames(
                        new ObjectName(
                                "kafka.server:type=socket-server-metrics,listener=SASL_SSL,*"),
                        null)) {
            if (name.getKeyProperty("networkProcessor") != null
                    && name.getKeyProperty("ssl_tls_cipher") == null
                    && name.getKeyProperty("cipher") == null
                    && name.getKeyProperty("clientSoftwareName") == null) {
                failed += (Double) beans.getAttribute(name, "failed-authentication-total");
                seen++;
            }
        }
        if (seen == 0) {
            throw new IllegalStateException("the broker shows no counters of logins");
        }
        return Math.round(failed);
    }

    @Override
    public void close() {
        kafka.close();
    }
}
