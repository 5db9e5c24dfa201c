/**
 * The trained network with its gradients: causal inputs, a trunk (Mamba-2, or an MLP for
 * comparison), and a head that mixes causal bases and adds quantile offsets, or scores symbols.
 */
package io.undercurrent.training.network;
