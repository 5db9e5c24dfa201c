/**
 * {@code undercurrent observe}: a stream's results as Prometheus metrics, and how well its alarms
 * fit disturbances that were planted.
 */
package io.undercurrent.demo.observe;
