/** Results in topics: which records lie where, and what stands before them. */
package io.undercurrent.stream.results;
