/** Detectors of others that the scorer is compared with, by libraries that are not shipped. */
package io.undercurrent.lab.detector;
