/**
 * Schemas from a registry at run time: known ones go on whatever becomes of the registry, new ones
 * wait for it; and what is asked of it before anything starts.
 */
package io.undercurrent.stream.registry;
