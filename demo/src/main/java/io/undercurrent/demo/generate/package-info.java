/**
 * {@code undercurrent generate}: writes a made-up fleet's events into a stream's source topic in
 * real time, with labelled disturbances, or every kind of bad record that the stream can receive.
 */
package io.undercurrent.demo.generate;
