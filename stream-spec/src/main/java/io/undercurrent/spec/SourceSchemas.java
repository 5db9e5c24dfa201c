package io.undercurrent.spec;

import io.undercurrent.schemas.registry.RegistrySettings;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * The schemas that a source's Avro values are written with and read as. Texts and not files: the
 * job's other processes have no such files.
 *
 * @param schema the user's own record schema as JSON; null where values are read as our Event
 * @param origin what messages call that schema: its file, or name, subject, version and id in the
 *     registry; null for our Event
 * @param writers further schemas that records may be written with, as JSON
 * @param registry whom to ask for the schemas behind ids; null where values carry none
 * @param known the subject's schemas by id, as JSON, as they were at the start: what a job that
 *     restarts need not ask for
 */
public record SourceSchemas(
        String schema,
        String origin,
        List<String> writers,
        RegistrySettings registry,
        Map<Integer, String> known)
        implements Serializable {}
