package io.undercurrent.streams.queries;

/**
 * What the stores keep of a key, encoded; null is what they do not.
 *
 * @param key the event's key
 * @param slab its memory
 * @param score its latest Score record
 * @param forecast its latest Forecast record
 * @param episode the state of the alarms that it is in
 */
// Nothing compares facts.
@SuppressWarnings("ArrayRecordComponent")
record KeyFacts(String key, byte[] slab, byte[] score, byte[] forecast, byte[] episode) {}
