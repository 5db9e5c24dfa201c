package io.undercurrent.spec.avro;

import io.undercurrent.schemas.registry.RegistrySettings;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * The schemas that a source's Avro values are written with and read with. They are texts and not
 * file names, because the job's other processes do not have the files.
 *
 * @param schema the user's own record schema as JSON; null if values are read as our Event
 * @param origin that schema's name in messages: its file, or name, subject, version and id in the
 *     registry; null for our Event
 * @param writers further schemas that records may be written with, as JSON
 * @param registry the registry to ask for schemas by id; null if values carry no ids
 * @param known the subject's schemas by id, as JSON, as they were at the start; a job that restarts
 *     does not ask for them again
 */
public record SourceSchemas(
        String schema,
        String origin,
        List<String> writers,
        RegistrySettings registry,
        Map<Integer, String> known)
        implements Serializable {}
