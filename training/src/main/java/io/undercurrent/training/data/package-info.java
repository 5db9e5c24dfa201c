/**
 * Series to judge forecasts on, and readers of the public sets that the project is measured on.
 *
 * <p>The files are never part of the project; a reader is told the folder that holds them.
 */
package io.undercurrent.training.data;
