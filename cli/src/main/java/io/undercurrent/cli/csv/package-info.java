/** How the commands read CSV files: their options, and what they say about a file. */
package io.undercurrent.cli.csv;
