/** The demo in containers: up and down, and one disturbance at a time with what came of it. */
package io.undercurrent.demo.compose;
