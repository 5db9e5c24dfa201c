/** Reads checkpoints and savepoints outside of a job. */
package io.undercurrent.state.savepoint;
