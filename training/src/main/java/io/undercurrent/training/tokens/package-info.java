/** Series as the tokens that a network reads, through the same code that streams run. */
package io.undercurrent.training.tokens;
