package io.undercurrent.streams.run;

import io.undercurrent.stream.brokers.AdminQueries;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Checks that an application is stopped before a command changes its topics or offsets. */
public final class StoppedGroup {
    private StoppedGroup() {}

    /**
     * Fails if the group has members.
     *
     * @param admin the client of the brokers
     * @param group the group id
     * @param what the command that needs the application stopped, for the error message
     * @throws IllegalStateException if the group has members
     * @throws InterruptedException if the thread is interrupted
     * @throws ExecutionException if a request to the brokers fails
     * @throws TimeoutException if the brokers do not answer
     */
    public static void check(Admin admin, String group, String what)
            throws InterruptedException, ExecutionException, TimeoutException {
        ConsumerGroupDescription description;
        try {
            description =
                    AdminQueries.await(admin.describeConsumerGroups(List.of(group)).all())
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
