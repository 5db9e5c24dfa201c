package io.undercurrent.spec.decode;

import org.apache.avro.Schema;

/** Where the schemas behind a registry's ids come from. */
@FunctionalInterface
public interface SchemasById {
    /**
     * The schema that an id stands for; waits as long as nobody can say.
     *
     * @param id as records carry it
     * @return never null
     * @throws BadRecordException where the registry has no such schema
     * @throws java.util.concurrent.CancellationException where the wait is ended, as by an
     *     interrupt
     */
    Schema get(int id) throws BadRecordException;
}
