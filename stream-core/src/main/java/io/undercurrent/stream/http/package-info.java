/**
 * The one HTTP server of ours: metrics, health and queries are answered by it. It knows who may
 * ask, how much and how long, so that whatever is added to it later is guarded too.
 */
package io.undercurrent.stream.http;
