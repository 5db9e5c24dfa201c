/** How the commands read CSV files: their options, and what they report about a file. */
package io.undercurrent.cli.csv;
