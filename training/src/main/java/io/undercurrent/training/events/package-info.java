/** Streams of discrete events: their alphabet, and how well the next event is forecast. */
package io.undercurrent.training.events;
