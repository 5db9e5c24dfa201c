/** Helpers for the tests of any module; they depend on no other module of this project. */
package io.undercurrent.testing;
