/** What turns batches into weights, behind one interface; the engine in plain Java. */
package io.undercurrent.training.engine;
