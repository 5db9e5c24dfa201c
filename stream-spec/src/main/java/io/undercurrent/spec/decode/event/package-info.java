/**
 * Holds what decoding results in and what all formats use: the event, the exception that says why a
 * record is none, and the rules for numbers, texts and messages.
 *
 * <p>{@code Faults} words each fault once, so that all formats report it alike. {@code Details}
 * shortens untrusted text for messages.
 */
package io.undercurrent.spec.decode.event;
