/** Files and folders that hold raw events: who may read them. */
package io.undercurrent.stream.files;
