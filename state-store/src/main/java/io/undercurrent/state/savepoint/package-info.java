/** Checkpoints and savepoints read from outside of a job. */
package io.undercurrent.state.savepoint;
