/**
 * {@code undercurrent demo}: this machine's own metrics through a real broker and the real job,
 * with a disturbance that the demo causes and judges itself.
 */
package io.undercurrent.demo;
