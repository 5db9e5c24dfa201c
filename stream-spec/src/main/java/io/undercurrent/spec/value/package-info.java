/**
 * Interprets single values, for options and for records alike: durations and sizes, addresses,
 * paths of fields, patterns of times and groups, and the rules for texts and numbers.
 *
 * <p>No class here knows where a value is declared or which record it comes from.
 */
package io.undercurrent.spec.value;
