/**
 * Queries over HTTP: what is known of a key, answered by whichever instance holds it, and the keys
 * by severity, of all instances together.
 */
package io.undercurrent.streams.queries;
