/** Decodes source records and encodes results, with the same bytes in every runtime. */
package io.undercurrent.stream.record;
