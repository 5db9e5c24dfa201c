/** Results in topics: which records a topic holds, and the headers before their bytes. */
package io.undercurrent.stream.results;
