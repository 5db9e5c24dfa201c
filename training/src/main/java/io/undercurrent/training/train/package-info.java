/**
 * The course of a training: rounds, validation, early stopping, and checkpoints from which it
 * resumes.
 */
package io.undercurrent.training.train;
