/**
 * Trains a model on a history, from Java: {@link io.undercurrent.training.run.TrainingRun} takes
 * rows and options, trains, judges the result on the newest part, which it held back, and writes a
 * folder that {@link io.undercurrent.scorer.Models#load} reads. The command {@code train} only adds
 * its options, where the rows come from, and what is printed.
 */
package io.undercurrent.training.run;
