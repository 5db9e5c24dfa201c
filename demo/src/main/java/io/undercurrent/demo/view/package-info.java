/**
 * What the demo shows while it runs: a table that refreshes in place on a terminal, plain lines
 * elsewhere. It knows rows and messages only, neither Kafka nor the model.
 */
package io.undercurrent.demo.view;
