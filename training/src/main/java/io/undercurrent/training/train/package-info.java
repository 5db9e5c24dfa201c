/**
 * The course of a training: rounds, validation, early stopping, checkpoints that it resumes from.
 */
package io.undercurrent.training.train;
