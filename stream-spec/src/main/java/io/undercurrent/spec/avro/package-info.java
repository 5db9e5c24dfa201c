/**
 * Compares Avro schemas with a source's declaration, before any record is read: which fields the
 * declared paths name, whether their types fit their roles, and whether a writer's schema can be
 * read.
 *
 * <p>The result is the reader's schema, reduced to the declared paths. The package {@code
 * decode.avro} reads records with it.
 */
package io.undercurrent.spec.avro;
