/**
 * Reads {@code stream.yaml}, validates it against the registry of options, and passes it on as
 * plain data.
 *
 * <p>{@code SpecReader} goes the way of a file: {@code YamlEntries} splits it into entries, {@code
 * Settings} turns them into values, the {@code *Checks} compare these with each other, and {@code
 * Binder} builds {@link io.undercurrent.spec.StreamSpec}. {@code train} reads its own section in
 * the same way, with {@link io.undercurrent.spec.TrainFile}.
 *
 * <p>Other packages of this module do not know this one. It depends neither on Flink nor on Kafka's
 * classes, so that a file means the same on every runtime.
 */
package io.undercurrent.spec;
