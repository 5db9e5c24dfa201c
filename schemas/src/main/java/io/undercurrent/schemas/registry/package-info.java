/**
 * A client of schema registries that answer to Confluent's API, and the wire format that carries
 * their ids: a zero byte, the schema's id in four bytes, the record.
 *
 * <p>Written by hand because the usual serdes cost about five times as much a record and bring some
 * forty libraries; what is used of the API is five requests.
 */
package io.undercurrent.schemas.registry;
