/** Series as a network's tokens, computed by the same code that streams run. */
package io.undercurrent.training.tokens;
