/** A stream's declaration and its brokers: what must be there, and where reading begins. */
package io.undercurrent.stream.brokers;
