/**
 * Declares the options of {@code stream.yaml}: a record for each section, whose components carry
 * {@link io.undercurrent.spec.option.Option}.
 *
 * <p>{@code OptionTypes} decides from annotation and component how a text becomes a value, and what
 * is allowed. {@code Secrets} masks what must not be printed. {@link
 * io.undercurrent.spec.option.SpecException} refuses a declaration with all its problems.
 */
package io.undercurrent.spec.option;
