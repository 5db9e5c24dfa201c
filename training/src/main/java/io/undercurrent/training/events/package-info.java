/** Streams of discrete events: their alphabet, and how well the next event is foreseen. */
package io.undercurrent.training.events;
