/** The bill of materials of what is shipped, which the build writes. */
package io.undercurrent.testing.sbom;
