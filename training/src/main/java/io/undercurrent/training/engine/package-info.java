/** Engines, which train weights from batches, behind one interface; the engine in plain Java. */
package io.undercurrent.training.engine;
