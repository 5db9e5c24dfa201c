/**
 * Mamba-2 over whole sequences in its three equal forms (recurrent, quadratic, chunked) and its
 * gradients: what prefill, replay and training need. Written once over {@link
 * io.undercurrent.mamba2.forms.Reals} and run in float32 for work and in float64 to check it.
 *
 * <p>Symbols as in the paper: T tokens, D d_model, S d_ssm, H heads, P headdim, N d_state, G
 * groups, X = S + 2GN, K d_conv, Q chunk length. A matrix is an array of rows, one row a token; a
 * state is N rows of S channels, so that every inner loop runs over contiguous channels.
 */
package io.undercurrent.mamba2.forms;
