/** The commands {@code train} and {@code pretrain}. */
package io.undercurrent.cli.train;
