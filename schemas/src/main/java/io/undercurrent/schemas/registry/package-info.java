/**
 * A client of schema registries that answer to Confluent's API, and the wire format that carries
 * their ids: a zero byte, the schema's id in four bytes, the record.
 *
 * <p>It is written by hand because the usual serdes cost about five times as much per record and
 * add about forty libraries, while only five requests of the API are used.
 */
package io.undercurrent.schemas.registry;
