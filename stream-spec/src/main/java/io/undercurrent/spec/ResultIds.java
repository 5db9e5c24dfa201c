package io.undercurrent.spec;

import io.undercurrent.schemas.registry.RegistrySettings;
import java.io.Serializable;
import java.util.Map;

/**
 * The registry's schema ids, which results carry instead of their schemas' fingerprints.
 *
 * @param registry the registry to ask for ids that are not known; null if results carry
 *     fingerprints
 * @param ids the schemas' ids by topic
 */
public record ResultIds(RegistrySettings registry, Map<String, Integer> ids)
        implements Serializable {}
