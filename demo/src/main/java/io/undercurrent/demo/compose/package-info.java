/**
 * The demo in containers: starts and stops it, causes one disturbance at a time, and checks the
 * results.
 */
package io.undercurrent.demo.compose;
