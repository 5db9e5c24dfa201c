package io.undercurrent.spec;

import io.undercurrent.schemas.registry.RegistrySettings;
import java.io.Serializable;
import java.util.Map;

/**
 * What stands before results instead of their schemas' fingerprints.
 *
 * @param registry whom to ask for ids that are not known; null where results carry fingerprints
 * @param ids the schemas' ids by topic
 */
public record ResultIds(RegistrySettings registry, Map<String, Integer> ids)
        implements Serializable {}
