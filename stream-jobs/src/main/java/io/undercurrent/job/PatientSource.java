package io.undercurrent.job;

import io.undercurrent.stream.record.Incoming;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connector's source, whose search for new partitions does not end a job. The connector's own
 * fails the job if the brokers do not answer one search in time, and so restarts it each minute
 * while they are away, though its readers would simply wait for them. State and serializers are the
 * connector's.
 */
final class PatientSource
        implements Source<Incoming, KafkaPartitionSplit, KafkaSourceEnumState>,
                ResultTypeQueryable<Incoming> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(PatientSource.class);

    private final KafkaSource<Incoming> source;

    PatientSource(KafkaSource<Incoming> source) {
        this.source = source;
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return source.createEnumerator(patient(context, false));
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
            throws IOException {
        return source.restoreEnumerator(patient(context, true), state);
    }

    /**
     * All calls go to Flink's context; only the handler of a periodic call is another one.
     *
     * @param found whether readers have partitions already; the first search still ends the job,
     *     which then starts again sooner than the next search would come
     */
    @SuppressWarnings("unchecked")
    static SplitEnumeratorContext<KafkaPartitionSplit> patient(
            SplitEnumeratorContext<KafkaPartitionSplit> context, boolean found) {
        return (SplitEnumeratorContext<KafkaPartitionSplit>)
                Proxy.newProxyInstance(
                        PatientSource.class.getClassLoader(),
                        new Class<?>[] {SplitEnumeratorContext.class},
                        (proxy, method, given) -> {
                            if (given != null
                                    && given.length == 4
                                    && given[0] instanceof Callable
                                    && given[1] instanceof BiConsumer<?, ?> handler) {
                                given[1] =
                                        new Patient((BiConsumer<Object, Throwable>) handler, found);
                            }
                            try {
                                return method.invoke(context, given);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    /** Takes the result of each search; one that the brokers did not answer is made again later. */
    private static final class Patient implements BiConsumer<Object, Throwable> {
        private final BiConsumer<Object, Throwable> handler;
        private boolean found;
        private boolean told;

        Patient(BiConsumer<Object, Throwable> handler, boolean found) {
            this.handler = handler;
            this.found = found;
        }

        @Override
        public void accept(Object result, Throwable failure) {
            if (!found || !isTransient(failure)) {
                found |= failure == null;
                told = false;
                handler.accept(result, failure);
                return;
            }
            if (!told) {
                LOG.warn("the source's partitions cannot be listed now", failure);
            }
            told = true;
        }

        private static boolean isTransient(Throwable failure) {
            for (Throwable e = failure; e != null; e = e.getCause()) {
                if (e instanceof RetriableException) {
                    return true;
                }
            }
            return false;
        }
    }

    @Override
    public Boundedness getBoundedness() {
        return source.getBoundedness();
    }

    @Override
    public SourceReader<Incoming, KafkaPartitionSplit> createReader(SourceReaderContext context)
            throws Exception {
        return source.createReader(context);
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return source.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return source.getEnumeratorCheckpointSerializer();
    }

    @Override
    public TypeInformation<Incoming> getProducedType() {
        return source.getProducedType();
    }
}
