/** Memories in files, on their way from one runtime to another. */
package io.undercurrent.stream.portable;
