/**
 * {@code undercurrent observe}: serves a stream's results as Prometheus metrics, and how well its
 * alarms fit planted disturbances.
 */
package io.undercurrent.demo.observe;
