/**
 * The trained forecaster: causal inputs, a trunk (Mamba-2, or an MLP for comparison), and a head
 * that mixes causal bases and adds quantile offsets; with its gradients.
 */
package io.undercurrent.training.network;
