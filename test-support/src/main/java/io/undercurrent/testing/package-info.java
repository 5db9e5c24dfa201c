/** What tests of any module use; it knows no module of ours. */
package io.undercurrent.testing;
