/** The recurrent step beside C and beside the machine's limit. */
package io.undercurrent.benchmarks.step;
