/** What the whole pipeline costs beside the same one without a model and the bare scorer. */
package io.undercurrent.benchmarks.pipeline;
