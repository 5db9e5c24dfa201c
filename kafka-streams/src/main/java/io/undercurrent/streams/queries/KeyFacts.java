package io.undercurrent.streams.queries;

/**
 * What the stores hold for a key, encoded; parts that they do not hold are null.
 *
 * @param key the event's key
 * @param slab its encoded key state
 * @param score its latest Score record
 * @param forecast its latest Forecast record
 * @param episode its encoded open episode
 */
// Nothing compares these records.
@SuppressWarnings("ArrayRecordComponent")
record KeyFacts(String key, byte[] slab, byte[] score, byte[] forecast, byte[] episode) {}
