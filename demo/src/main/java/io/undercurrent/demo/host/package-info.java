/**
 * This machine's own metrics, the demo's input: real, unlabelled and different on every machine,
 * with a way to disturb them on purpose.
 */
package io.undercurrent.demo.host;
