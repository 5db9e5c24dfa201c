/**
 * {@code undercurrent demo}: streams this machine's own metrics through a real broker and the real
 * job, with a disturbance that the demo itself causes and judges.
 */
package io.undercurrent.demo;
