/**
 * The little JSON that model files need, read with limits because those files come from strangers;
 * internal to the module, which has no dependency to read it with.
 */
package io.undercurrent.mamba2.json;
