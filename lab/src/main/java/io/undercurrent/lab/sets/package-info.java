/** The public data sets that the project is judged on, read from their files. */
package io.undercurrent.lab.sets;
