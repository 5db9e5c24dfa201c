/** Series for training and for evaluating forecasts. */
package io.undercurrent.training.data;
