/**
 * Schemas from a registry: records with known schemas continue even if the registry is down,
 * records with new schemas wait for it. The checks before the start are here too.
 */
package io.undercurrent.stream.registry;
