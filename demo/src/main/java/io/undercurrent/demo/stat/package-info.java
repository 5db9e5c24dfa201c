/** {@code stat}: shows the metrics of running streams live in a terminal. */
package io.undercurrent.demo.stat;
