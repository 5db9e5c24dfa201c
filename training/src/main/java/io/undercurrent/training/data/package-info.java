/** Series to train on and to judge forecasts on. */
package io.undercurrent.training.data;
