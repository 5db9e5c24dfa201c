/**
 * {@code undercurrent generate}: a made-up fleet into a stream's source topic in real time, with
 * labelled disturbances, or every kind of bad record that the stream can meet.
 */
package io.undercurrent.demo.generate;
