package io.undercurrent.lab.synthetic;

/**
 * One ingredient of a series: draws its parameters from a prior of its own and adds itself to a
 * layer of the canvas, in time that grows with the canvas alone.
 */
@FunctionalInterface
interface Component {
    void addTo(Canvas canvas);
}
