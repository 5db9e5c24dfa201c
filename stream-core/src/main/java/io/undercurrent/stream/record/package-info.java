/** Source records on their way in, results on their way out; the same bytes in every runtime. */
package io.undercurrent.stream.record;
