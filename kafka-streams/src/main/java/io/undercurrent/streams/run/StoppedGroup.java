package io.undercurrent.streams.run;

import io.undercurrent.stream.brokers.BrokerQuestions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Refuses to change what a running application works with. */
public final class StoppedGroup {
    private StoppedGroup() {}

    /**
     * Makes sure that nobody is in the group.
     *
     * @param admin asks the brokers
     * @param group the group
     * @param what is about to be done, for the refusal
     * @throws IllegalStateException where the group has members
     * @throws InterruptedException where the thread is interrupted
     * @throws ExecutionException where the brokers refuse
     * @throws TimeoutException where they do not answer
     */
    public static void check(Admin admin, String group, String what)
            throws InterruptedException, ExecutionException, TimeoutException {
        ConsumerGroupDescription description;
        try {
            description =
                    BrokerQuestions.await(admin.describeConsumerGroups(List.of(group)).all())
                            .get(group);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return;
            }
            throw e;
        }
        if (!description.members().isEmpty()) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "source.group-id: the application's group %s has %d members (%s); %s needs the application stopped, and after a kill its session ended, some 15 seconds later",
                            group,
                            description.members().size(),
                            description.members().iterator().next().host(),
                            what));
        }
    }
}
