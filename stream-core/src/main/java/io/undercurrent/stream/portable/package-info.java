/** Files that carry key states from one runtime to another. */
package io.undercurrent.stream.portable;
