/**
 * The inputs of a trained network: causal inputs, bases and units, computed event by event from a
 * ring of raw values. Training and streaming run this same code, so they see the same numbers.
 */
package io.undercurrent.scorer.inputs;
