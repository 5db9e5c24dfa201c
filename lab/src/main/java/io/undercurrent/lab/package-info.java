/**
 * How the bundled model is made and judged. It is no part of the shipped program: the launcher of a
 * checkout adds it, so that {@code pretrain} and {@code evaluate} on public sets are there.
 */
package io.undercurrent.lab;
