/**
 * Mamba-2 over whole sequences in its three equivalent forms (recurrent, quadratic, chunked), and
 * its gradients; prefill, replay and training need these. The formulas are written once over {@link
 * io.undercurrent.mamba2.forms.Reals} and run in float32 for production and in float64 for checks.
 *
 * <p>Symbols as in the paper: T tokens, D d_model, S d_ssm, H heads, P headdim, N d_state, G
 * groups, X = S + 2GN, K d_conv, Q chunk length. A matrix is an array of rows, one row per token; a
 * state is N rows of S channels, so that every inner loop runs over contiguous channels.
 */
package io.undercurrent.mamba2.forms;
