/**
 * Queries over HTTP: the state and results of one key, from the instance that holds it, and a list
 * of the keys of all instances, sorted by severity.
 */
package io.undercurrent.streams.queries;
