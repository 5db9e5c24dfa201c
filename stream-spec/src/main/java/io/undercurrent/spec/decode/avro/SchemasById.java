package io.undercurrent.spec.decode.avro;

import io.undercurrent.spec.decode.event.BadRecordException;
import org.apache.avro.Schema;

/** Provides the schemas for a registry's ids. */
@FunctionalInterface
public interface SchemasById {
    /**
     * Returns the schema of an id; waits while it cannot be looked up.
     *
     * @param id as records carry it
     * @return never null
     * @throws BadRecordException if the registry has no such schema
     * @throws java.util.concurrent.CancellationException if the wait is cancelled, for example by
     *     an interrupt
     */
    Schema get(int id) throws BadRecordException;
}
