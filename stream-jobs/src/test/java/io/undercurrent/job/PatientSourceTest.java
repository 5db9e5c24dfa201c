package io.undercurrent.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What a failed search for partitions does to a job. */
class PatientSourceTest {
    /** Calls each callable at once and passes its result on, as Flink does in its threads. */
    @SuppressWarnings("unchecked")
    private static SplitEnumeratorContext<KafkaPartitionSplit> flinks() {
        return (SplitEnumeratorContext<KafkaPartitionSplit>)
                Proxy.newProxyInstance(
                        PatientSourceTest.class.getClassLoader(),
                        new Class<?>[] {SplitEnumeratorContext.class},
                        (proxy, method, given) -> {
                            if (method.getName().equals("currentParallelism")) {
                                return 7;
                            }
                            BiConsumer<Object, Throwable> handler =
                                    (BiConsumer<Object, Throwable>) given[1];
                            Object result;
                            try {
                                result = ((Callable<?>) given[0]).call();
                            } catch (Exception e) {
                                handler.accept(null, e);
                                return null;
                            }
                            handler.accept(result, null);
                            return null;
                        });
    }

    /** As the connector's handler: a failure fails the job. */
    private static void search(
            SplitEnumeratorContext<KafkaPartitionSplit> context,
            Callable<String> search,
            List<String> found) {
        context.callAsync(
                search,
                (result, failure) -> {
                    if (failure != null) {
                        throw new IllegalStateException("Failed to list", failure);
                    }
                    found.add(result);
                },
                0,
                1_000);
    }

    @Test
    void aSearchThatTheBrokersDoNotAnswerIsMadeAgainAndAnyOtherFailureFailsTheJob() {
        Callable<String> away =
                () -> {
                    Throwable timeout = new TimeoutException("no answer");
                    throw new IllegalStateException("metadata", new ExecutionException(timeout));
                };
        List<String> found = new ArrayList<>();
        assertThatThrownBy(() -> search(flinks(), away, found))
                .as("without patience")
                .hasMessage("Failed to list");
        assertThatThrownBy(() -> search(PatientSource.patient(flinks(), false), away, found))
                .as("the first search")
                .hasMessage("Failed to list");
        var patient = PatientSource.patient(flinks(), true);
        search(patient, () -> "one", found);
        search(patient, away, found);
        search(patient, away, found);
        search(patient, () -> "two", found);
        assertThat(found).containsExactly("one", "two");
        Callable<String> forbidden =
                () -> {
                    throw new AuthorizationException("not yours");
                };
        assertThatThrownBy(() -> search(patient, forbidden, found))
                .hasRootCauseMessage("not yours");
        assertThat(patient.currentParallelism()).isEqualTo(7);
    }
}
