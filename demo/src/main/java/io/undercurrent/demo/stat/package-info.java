/** {@code stat}: what running streams tell of themselves, live in a terminal. */
package io.undercurrent.demo.stat;
