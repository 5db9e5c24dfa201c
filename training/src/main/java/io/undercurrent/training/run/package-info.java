/**
 * Trains a model on a history, from Java: {@link io.undercurrent.training.run.TrainingRun} takes
 * rows and options, trains, evaluates the result on the newest part, which it held back, and writes
 * a folder that {@link io.undercurrent.scorer.Models#load} reads. The command {@code train} only
 * adds its options, the source of the rows, and the printed text.
 */
package io.undercurrent.training.run;
