/**
 * What a stream is declared to be: {@code stream.yaml} read, validated and handed on as plain data,
 * and the registry of options that it is validated against.
 *
 * <p>It knows neither Flink nor Kafka's classes, so that every way of running a stream shares one
 * meaning of one file.
 */
package io.undercurrent.spec;
