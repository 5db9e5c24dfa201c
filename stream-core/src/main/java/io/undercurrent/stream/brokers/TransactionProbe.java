package io.undercurrent.stream.brokers;

import io.undercurrent.spec.StreamSpec;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Requests a transactional id from the brokers as the job's producers will, but with an id that
 * none of them uses. No other request tells reliably whether transactions are allowed and how long
 * they may be: the brokers show their limit only to users who may read the cluster's configuration.
 *
 * <p>The brokers keep the id for a week; all starts of a stream share one id.
 */
final class TransactionProbe {
    /** Differs from every counter that Flink or Kafka Streams append to a prefix. */
    private static final String NAME = "start-check";

    private static final String TOO_LONG = Errors.INVALID_TRANSACTION_TIMEOUT.message();

    private TransactionProbe() {}

    /** Records a missing right, or refuses a timeout above the brokers' limit. */
    static void check(
            StreamSpec spec,
            Privileges privileges,
            Privileges.Resource resource,
            String prefix,
            String option,
            Duration timeout) {
        Properties properties = KafkaClients.properties(spec);
        properties.put("transactional.id", prefix + NAME);
        properties.put("transaction.timeout.ms", String.valueOf(timeout.toMillis()));
        properties.putIfAbsent("max.block.ms", "20000");
        try (var producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
        } catch (TransactionalIdAuthorizationException e) {
            privileges.denied(resource, AclOperation.WRITE);
        } catch (ProducerFencedException e) {
            // Another start sent the request at the same moment, and was allowed to.
        } catch (KafkaException e) {
            // The client has no specific exception for this answer, only the brokers' text.
            if (!String.valueOf(e.getMessage()).contains(TOO_LONG)) {
                throw e;
            }
            throw AdminQueries.refused(
                    String.format(
                            Locale.ROOT,
                            "%s: its transactions may be open for %dms, the broker allows less (its transaction.max.timeout.ms, which this user may not see); lower it or raise the broker's limit",
                            option,
                            timeout.toMillis()),
                    e);
        }
    }
}
