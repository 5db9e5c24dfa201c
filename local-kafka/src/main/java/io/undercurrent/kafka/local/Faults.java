package io.undercurrent.kafka.local;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.FaultHandlerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles the broker's faults. Kafka's own handlers halt the process; in another program's JVM the
 * fault is logged instead, and the first fatal one is kept for the caller.
 */
final class Faults implements FaultHandlerFactory {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private final AtomicReference<Throwable> first = new AtomicReference<>();

    /**
     * Prints the reason before Kafka halts the process. Kafka still halts it without a message when
     * its data folder fails, because there is no handler to replace for that.
     */
    static void explainHalts() {
        Exit.setHaltProcedure(
                (status, message) -> {
                    System.err.println(
                            "The local Kafka broker halts this process: "
                                    + (message == null
                                            ? "its data folder failed; was it removed, or is the"
                                                    + " disk full?"
                                            : message));
                    Runtime.getRuntime().halt(status);
                });
    }

    @Override
    public FaultHandler build(String name, boolean fatal, Runnable action) {
        return (message, cause) -> {
            FaultHandlerException fault = new FaultHandlerException(name + ": " + message, cause);
            if (fatal) {
                first.compareAndSet(null, cause == null ? fault : cause);
                LOG.error("The local Kafka broker met a fatal fault: {}", message, fault);
            } else {
                LOG.warn("The local Kafka broker met a fault: {}", message, fault);
            }
            action.run();
            return fault;
        };
    }

    Optional<Throwable> firstFatal() {
        return Optional.ofNullable(first.get());
    }
}
